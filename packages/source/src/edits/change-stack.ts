import type { Layer, Stack } from '../read-source.ts';
import type { Initializer } from '../trace.ts';
import { draftActivations, type ActivationChange } from './draft-activations.ts';
import { draftLayers } from './draft-layers.ts';
import { applyEdits, uniteEdits, type EditableSource, type SourceEdit } from './editable-source.ts';
import { refuse, type Refusal } from './refusal.ts';
import { isSameParameters } from './spelling.ts';
import { widenStack } from './widen-stack.ts';

/** What is to be different of a stack; what is absent stays as the text has it. */
export interface StackChanges {
  readonly activations?: readonly ActivationChange[];
  /** Units of every hidden layer; input and output keep theirs. */
  readonly width?: number;
  /** Of every layer with weights. */
  readonly bias?: boolean;
  /** Of every layer with weights; null: what the framework does where nothing is written. */
  readonly initializer?: Initializer | null;
}

export interface ChangePlan {
  readonly edits: readonly SourceEdit[];
  /** Layers that change with them though nobody asked: they share the text. */
  readonly alsoChanged: readonly {
    readonly stack: string;
    readonly layer: number;
    readonly line: number;
  }[];
}

/** A layer as the changed text is to have it; of the initialiser, what it reads as. */
export interface LayerChange {
  /** Index in the stack. */
  readonly layer: number;
  readonly units?: number;
  readonly inputs?: number;
  readonly bias?: boolean;
  readonly initializer?: Initializer | null;
}

/**
 * Finds the least edits that change a stack as asked. The changed text is read again: edits are
 * given only if it then says exactly what was asked for.
 */
export function changeStack(
  source: EditableSource,
  stack: Stack,
  changes: StackChanges,
): ChangePlan | Refusal {
  const { language } = source;
  if (language === 'data') return refuse('saved');
  const code = { ...source, language };
  const drafts = draftActivations(code, stack, changes.activations ?? []);
  if ('refused' in drafts) return drafts;
  const layers = changesOf(stack, changes);
  if ('refused' in layers) return layers;
  const drafted = draftLayers(code, stack, layers);
  if ('refused' in drafted) return drafted;
  for (const draft of drafts) {
    const edits = uniteEdits([...draft, ...drafted.edits]);
    if (!edits) return refuse('conflict');
    const plan = verify(source, stack, expectedLayers(stack, changes, drafted.layers), edits);
    if (plan) return plan;
  }
  return refuse('unverified');
}

/** What changes of each layer, where the text has it otherwise. */
function changesOf(
  stack: Stack,
  { width, bias, initializer }: StackChanges,
): LayerChange[] | Refusal {
  const widened = width === undefined ? [] : widenStack(stack, width);
  if ('refused' in widened) return widened;
  const others = stack.layers.flatMap((layer, index): LayerChange[] => {
    if (!hasWeights(layer)) return [];
    const hasOther = bias !== undefined && (layer.bias ?? true) !== bias;
    const isFilled = initializer !== undefined && (initializer !== null || layer.initializer);
    return hasOther || isFilled
      ? [{ layer: index, ...(hasOther && { bias }), ...(isFilled && { initializer }) }]
      : [];
  });
  const all = new Map<number, LayerChange>();
  for (const change of [...widened, ...others])
    all.set(change.layer, { ...all.get(change.layer), ...change });
  return [...all.values()];
}

function hasWeights({ kind }: Layer): boolean {
  return kind === 'dense' || kind === 'convolution';
}

function expectedLayers(
  { layers }: Stack,
  { activations = [] }: StackChanges,
  changes: readonly LayerChange[],
): Layer[] {
  const expected = [...layers];
  for (const { layer, function: activation, parameters } of activations)
    expected[layer] = { ...expected[layer]!, activation, parameters };
  for (const { layer, initializer, ...change } of changes) {
    const { initializer: _, ...rest } = expected[layer]!;
    // Widths that normalisations write are not read: their layers stay as they are.
    const { units, inputs, ...others } = change;
    expected[layer] = {
      ...rest,
      ...others,
      ...(hasWeights(rest) && units !== undefined && { units }),
      ...(hasWeights(rest) && inputs !== undefined && { inputs }),
      ...(initializer === undefined
        ? layers[layer]!.initializer && { initializer: layers[layer]!.initializer }
        : initializer && { initializer }),
    };
  }
  return expected;
}

function verify(
  source: EditableSource,
  stack: Stack,
  expected: readonly Layer[],
  edits: readonly SourceEdit[],
): ChangePlan | undefined {
  const { reading } = source;
  const next = source.read(applyEdits(source.texts, edits));
  if (next.stacks.length !== reading.stacks.length) return undefined;
  const alsoChanged: { stack: string; layer: number; line: number }[] = [];
  for (const [index, before] of reading.stacks.entries()) {
    const after = next.stacks[index]!;
    if (
      after.layers.length !== before.layers.length ||
      after.unread.length !== before.unread.length
    )
      return undefined;
    for (const [at, layer] of before.layers.entries()) {
      const changed = after.layers[at]!;
      if (before === stack) {
        if (isSameLayer(changed, expected[at]!)) continue;
        // What nobody asked for may be another layer of the same text, but never another number.
        if (!isSameLayer(expected[at]!, layer) || !isSameShape(changed, layer)) return undefined;
      } else if (isSameLayer(changed, layer)) continue;
      if (changed.kind !== layer.kind) return undefined;
      alsoChanged.push({ stack: before.name, layer: at, line: layer.line });
    }
  }
  return { edits, alsoChanged };
}

function isSameShape(a: Layer, b: Layer): boolean {
  return a.kind === b.kind && a.units === b.units && a.inputs === b.inputs;
}

function isSameLayer(a: Layer, b: Layer): boolean {
  return (
    isSameShape(a, b) &&
    a.activation === b.activation &&
    isSameParameters(a.parameters ?? {}, b.parameters ?? {}) &&
    (a.bias ?? true) === (b.bias ?? true) &&
    a.initializer?.name === b.initializer?.name &&
    isSameParameters(a.initializer?.parameters ?? {}, b.initializer?.parameters ?? {})
  );
}
