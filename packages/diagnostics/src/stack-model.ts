import { activations, arrayFunctions, identity } from '@actigrad/core';
import type { Layer, Stack } from '@actigrad/source';
import { checkStack, type LayerStack, type StackLayer } from './stack.ts';
import { defaultFilling, fillingOf, type Fans } from './weight-filling.ts';

/** A stack of source text as one that can be run, or why it cannot. */
export interface StackModel {
  /** Undefined where something stands in the way. */
  readonly stack: LayerStack | undefined;
  /** Of each layer of `stack`, the layers of the text that it is made of, by their indexes there. */
  readonly origins: readonly LayerOrigin[];
  /** What was assumed where the text, or the model, does not tell. */
  readonly assumptions: readonly Assumption[];
  /** What stands in the way: of the text's `unread`, and layers that have no model. */
  readonly obstacles: readonly Obstacle[];
}

export interface LayerOrigin {
  readonly weights: number;
  readonly normalisation?: number;
  readonly activation?: number;
  readonly outputNormalisation?: number;
  /** The add that makes it residual. */
  readonly add?: number;
}

export type Assumption =
  /** The width of the input is that of the first layer. */
  | { readonly kind: 'inputs'; readonly width: number }
  /** A layer is as wide as the one before. */
  | { readonly kind: 'width'; readonly layer: number; readonly width: number }
  /** A convolution is a layer of as many units as it has channels. */
  | { readonly kind: 'convolution' }
  /** Dropout and pooling are left out. */
  | { readonly kind: 'left-out'; readonly what: 'dropout' | 'pooling' }
  /** The function at the output belongs to the loss. */
  | { readonly kind: 'output'; readonly function: string };

export interface Obstacle {
  readonly what: string;
  /** From 1, in the text. */
  readonly line: number;
}

/** What the text does not tell and the model can do without. */
const harmless = new Set(['units', 'inputs', 'rate']);

/**
 * Makes a stack of source text into one that can be run: widths, activations with their parameters,
 * weights and biases as the framework or the text fills them, normalisation and residual adds.
 * Nothing is guessed but what `assumptions` says.
 */
export function modelStack(source: Stack): StackModel {
  const reader = new StackReader(source);
  source.layers.forEach((layer, index) => reader.read(layer, index));
  return reader.finish();
}

/** A layer while what follows its weights is read. */
interface OpenLayer {
  readonly origin: Writable<LayerOrigin>;
  /** Its activation is the identity until one follows. */
  readonly layer: Writable<StackLayer>;
}

type Writable<T> = { -readonly [key in keyof T]: T[key] };

class StackReader {
  readonly #source: Stack;
  readonly #layers: OpenLayer[] = [];
  readonly #assumptions: Assumption[] = [];
  readonly #obstacles: Obstacle[];
  #inputs: number | undefined;
  /** A function of rows after the last layer with weights: sound at the output alone. */
  #rows: { readonly name: string; readonly layer: Layer } | undefined;

  constructor(source: Stack) {
    this.#source = source;
    this.#obstacles = source.unread
      .filter(({ what }) => !harmless.has(what))
      .map(({ what, line }) => ({ what, line }));
  }

  read(layer: Layer, index: number): void {
    const { kind } = layer;
    if (this.#rows && kind !== 'dropout') {
      this.#refuse(this.#rows.name, this.#rows.layer);
      this.#rows = undefined;
    }
    switch (kind) {
      case 'dense':
      case 'convolution':
        this.#weights(layer, index);
        if (layer.activation !== undefined) this.#activate(layer, index);
        return;
      case 'activation':
        this.#activate(layer, index);
        return;
      case 'normalization':
        this.#normalise(layer, index);
        return;
      case 'add':
        this.#add(layer, index);
        return;
      case 'dropout':
      case 'pooling':
        this.#assume({ kind: 'left-out', what: kind });
        return;
      case 'flatten':
      case 'reshape':
        return;
      case 'recurrent':
      case 'embedding':
      case 'attention':
      case 'resampling':
        this.#refuse(kind, layer);
    }
  }

  finish(): StackModel {
    const { name } = this.#rows ?? {};
    if (name !== undefined) this.#assume({ kind: 'output', function: name });
    if (this.#layers.length === 0 && this.#obstacles.length === 0)
      this.#refuse('no layer with weights', this.#source.layers[0]);
    const stack: LayerStack = {
      inputs: this.#inputs ?? 1,
      layers: this.#layers.map(({ layer }): StackLayer => layer),
    };
    if (this.#obstacles.length === 0) this.#check(stack);
    return {
      stack: this.#obstacles.length === 0 ? stack : undefined,
      origins: this.#layers.map(({ origin }) => origin),
      assumptions: this.#assumptions,
      obstacles: this.#obstacles,
    };
  }

  #check(stack: LayerStack): void {
    try {
      checkStack(stack);
    } catch (error) {
      this.#refuse((error as Error).message, this.#source.layers[0]);
    }
  }

  #weights(layer: Layer, index: number): void {
    const before = this.#layers.at(-1)?.layer.width;
    const width = layer.units ?? before ?? layer.inputs ?? this.#source.inputs;
    if (width === undefined) return this.#refuse('units', layer);
    if (layer.units === undefined) this.#assume({ kind: 'width', layer: index, width });
    const inputs = layer.inputs ?? before ?? this.#source.inputs ?? width;
    if (this.#inputs === undefined) {
      this.#inputs = inputs;
      if (layer.inputs === undefined && this.#source.inputs === undefined)
        this.#assume({ kind: 'inputs', width: inputs });
    }
    if (layer.kind === 'convolution') this.#assume({ kind: 'convolution' });
    const filling = this.#filling(layer, { inputs, outputs: width });
    if (!filling) return this.#refuse('initializer', layer);
    this.#layers.push({
      origin: { weights: index },
      layer: { width, activation: identity, ...filling },
    });
  }

  /** As the text says, else as the framework does when it is told nothing. */
  #filling(layer: Layer, fans: Fans): Pick<StackLayer, 'weights' | 'bias'> | undefined {
    const { framework } = this.#source;
    if (!framework) return undefined;
    const { initializer, biasInitializer } = layer;
    const told = defaultFilling(framework, fans);
    const weights = initializer ? fillingOf(initializer, fans, framework) : told?.weights;
    const bias =
      layer.bias === false
        ? { mean: 0, variance: 0 }
        : biasInitializer
          ? fillingOf(biasInitializer, fans, framework)
          : told?.bias;
    if (!weights || weights.mean !== 0 || !bias) return undefined;
    // How many inputs a kernel has is not read: only what scales with their number is known then.
    if (layer.kind === 'convolution' && initializer) {
      const twice = fillingOf(
        initializer,
        { inputs: 2 * fans.inputs, outputs: 2 * fans.outputs },
        framework,
      );
      if (twice?.variance !== weights.variance / 2) return undefined;
    }
    return { weights: weights.variance * fans.inputs, bias };
  }

  #activate(layer: Layer, index: number): void {
    const { activation: id = '', parameters = {} } = layer;
    const open = this.#layers.at(-1);
    const named = activations.get(id);
    if (!named) {
      const rows = arrayFunctions.get(id);
      if (rows?.kind === 'rowwise' && open && open.origin.activation === undefined)
        this.#rows = { name: rows.record.name, layer };
      else this.#refuse(rows?.record.name ?? 'activation', layer);
      return;
    }
    if (named === identity) return;
    if (!open || open.origin.activation !== undefined || isClosed(open))
      return this.#refuse(named.name, layer);
    const known = Object.entries(parameters).filter(([name]) => name in named.parameters);
    open.layer.activation = named.with(Object.fromEntries(known));
    open.origin.activation = index;
  }

  #normalise(layer: Layer, index: number): void {
    const open = this.#layers.at(-1);
    // What normalises the input gives what is assumed of it.
    if (!open) return;
    const place = open.origin.activation === undefined ? 'normalisation' : 'outputNormalisation';
    if (open.layer[place] || isClosed(open)) return this.#refuse('normalization', layer);
    open.layer[place] = /batch/i.test(layer.name ?? '') ? 'batch' : 'layer';
    open.origin[place] = index;
  }

  /** Only around one layer: what the layer took in is added to what it put out. */
  #add(layer: Layer, index: number): void {
    const open = this.#layers.at(-1);
    const { from } = layer;
    if (!open || open.layer.residual || from === undefined || from !== open.origin.weights - 1)
      return this.#refuse('residual over several layers', layer);
    open.layer.residual = true;
    open.origin.add = index;
  }

  #assume(assumption: Assumption): void {
    const key = JSON.stringify(assumption);
    if (!this.#assumptions.some((each) => JSON.stringify(each) === key))
      this.#assumptions.push(assumption);
  }

  #refuse(what: string, layer: Layer | undefined): void {
    this.#obstacles.push({ what, line: layer?.line ?? this.#source.start.line });
  }
}

/** What follows would belong to no model of one layer. */
function isClosed({ layer }: OpenLayer): boolean {
  return layer.residual === true || layer.outputNormalisation !== undefined;
}
