import type { Framework } from '@actigrad/core';
import type { Layer, Position, Stack } from '@actigrad/source';
import type { ActivationChoice } from '../activation-choice.ts';

/** A layer with weights and what follows it up to the next. */
interface Block {
  readonly layers: readonly Layer[];
  readonly start: number;
}

const nowhere: Position = { offset: 0, line: 1, column: 1 };
const place = { start: nowhere, end: nowhere, line: 1 };

/** A stack that stands in no text. */
export function buildStack(
  framework: Framework,
  { depth, width, activation }: { depth: number; width: number; activation: ActivationChoice },
): Stack {
  const { id, parameters } = activation;
  const hidden = (): Layer[] => [
    { kind: 'dense', units: width, ...place },
    { kind: 'activation', activation: id, parameters, ...place },
  ];
  return {
    name: 'network',
    framework,
    inputs: width,
    layers: [
      ...Array.from({ length: depth - 1 }, hidden).flat(),
      { kind: 'dense', units: width, ...place },
    ],
    unread: [],
    start: nowhere,
    end: nowhere,
  };
}

/** Indexes of the layers that have the activations of the hidden layers. */
export function hiddenActivations(stack: Stack): number[] {
  const { blocks } = split(stack);
  return blocks
    .slice(0, -1)
    .flatMap(({ layers, start }) =>
      layers.flatMap(({ activation }, index) => (activation === undefined ? [] : [start + index])),
    );
}

export function withActivation(
  stack: Stack,
  indexes: readonly number[],
  { id, parameters }: ActivationChoice,
): Stack {
  return mapLayers(stack, (layer, index) =>
    indexes.includes(index) ? { ...layer, activation: id, parameters } : layer,
  );
}

/** All weights filled so; undefined: as the framework does it. */
export function withInitializer(stack: Stack, initializer: Layer['initializer']): Stack {
  return mapLayers(stack, (layer) => {
    if (!hasWeights(layer)) return layer;
    const { initializer: _, ...rest } = layer;
    return initializer ? { ...rest, initializer } : rest;
  });
}

export function withBias(stack: Stack, hasBias: boolean): Stack {
  return mapLayers(stack, (layer) => {
    if (!hasWeights(layer)) return layer;
    const { bias: _, ...rest } = layer;
    return hasBias ? rest : { ...rest, bias: false };
  });
}

/** All hidden layers of one width; input and output keep theirs. */
export function withWidth(stack: Stack, width: number): Stack {
  const weights = stack.layers.flatMap((layer, index) => (hasWeights(layer) ? [index] : []));
  return mapLayers(stack, (layer, index) => {
    if (!hasWeights(layer)) return layer;
    const { inputs, ...rest } = layer;
    return {
      ...rest,
      ...(index === weights[0] && inputs !== undefined && { inputs }),
      ...(index !== weights.at(-1) && { units: width }),
    };
  });
}

/** More of the last hidden layer, or fewer; the first and the output stay. */
export function withDepth(stack: Stack, depth: number): Stack {
  const { before, blocks } = split(stack);
  const [output, model] = [blocks.at(-1), blocks.at(-2)];
  if (!output || !model) return stack;
  const hidden = blocks.slice(0, -1).slice(0, Math.max(1, depth - 1));
  while (hidden.length < depth - 1) hidden.push(model);
  return join(stack, before, [...hidden, output]);
}

/** What is normalised before the activation of each hidden layer. */
export function withNormalisation(stack: Stack, kind: 'layer' | 'batch' | undefined): Stack {
  const { before, blocks } = split(stack);
  const name = kind === 'batch' ? 'BatchNorm' : 'LayerNorm';
  const changed = blocks.map((block, index): Block => {
    const layers = block.layers.filter((layer) => layer.kind !== 'normalization');
    const [weights, ...rest] = layers;
    if (!kind || !weights || index === blocks.length - 1) return { ...block, layers };
    const { activation, parameters, ...plain } = weights;
    // An activation that the layer itself applies comes after what is normalised now.
    const own: Layer[] =
      activation === undefined
        ? []
        : [{ ...place, kind: 'activation', activation, ...(parameters && { parameters }) }];
    return {
      ...block,
      layers: [plain, { ...place, kind: 'normalization', name }, ...own, ...rest],
    };
  });
  return join(stack, before, changed);
}

/** The stack without what was not read, as if it were not there. */
export function withoutUnread(stack: Stack): Stack {
  return { ...stack, unread: [] };
}

function hasWeights({ kind }: Layer): boolean {
  return kind === 'dense' || kind === 'convolution';
}

function mapLayers(stack: Stack, change: (layer: Layer, index: number) => Layer): Stack {
  return { ...stack, layers: stack.layers.map(change) };
}

function split({ layers }: Stack): { readonly before: readonly Layer[]; readonly blocks: Block[] } {
  const starts = layers.flatMap((layer, index) => (hasWeights(layer) ? [index] : []));
  return {
    before: layers.slice(0, starts[0] ?? layers.length),
    blocks: starts.map((start, index) => ({
      layers: layers.slice(start, starts[index + 1]),
      start,
    })),
  };
}

/** Adds go on to be of what came into their block. */
function join(stack: Stack, before: readonly Layer[], blocks: readonly Block[]): Stack {
  const layers = [...before];
  for (const block of blocks) {
    const start = layers.length;
    const own = block.layers.map((layer) =>
      layer.kind === 'add' && layer.from === block.start - 1
        ? { ...layer, from: start - 1 }
        : layer,
    );
    // A layer that is repeated takes in what it puts out.
    const [first, ...rest] = own;
    if (!first) continue;
    const { inputs, ...open } = first;
    const isFirst = start === before.length;
    layers.push(isFirst && inputs !== undefined ? first : open, ...rest);
  }
  return { ...stack, layers };
}
