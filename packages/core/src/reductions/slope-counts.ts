import type { Activation } from '../activation.ts';
import { dtypeOf, requireLike, type Dtype, type Elements } from '../elements.ts';
import { rangeError } from '../errors.ts';
import { activation as findActivation } from '../lookup.ts';
import { allocate } from '../memory.ts';
import type { ParameterValue } from '../parameter-blocks.ts';
import { elementsPerTile, forEachStretch } from '../tiles.ts';
import { ColumnFields, type ColumnLayout } from './columns.ts';
import { mostUndrained } from './key-tables.ts';
import { LostGradients, type FalseZeros, type LostParts } from './lost-gradients.ts';
import { reductionLoop } from './module.ts';
import { QuantileSketch, type SketchParts } from './quantile-sketch.ts';
import type { Reduction } from './reduction.ts';
import { inKernel } from './stage.ts';

/** A slope under this share of the function's largest counts as flat: the field's 1 %. */
const flatShare = 0.01;
/** Fields of a column, in the order of assembly/reductions/slope-counts.ts. */
const field = { finite: 0, flat: 1, zero: 2 } as const;
const fieldCount = 3;

export interface SlopeOptions extends ColumnLayout {
  /** Spacing near 1 of the numbers in which gradients were computed; default that of float32. */
  readonly gradientResolution?: number;
}

export interface SlopeDescription extends Required<SlopeOptions> {
  readonly kind: 'slopes';
  readonly activation: {
    readonly id: string;
    readonly parameters: { readonly [name: string]: ParameterValue };
  };
}

export interface SlopeParts {
  readonly fields: Float64Array;
  readonly sketch: SketchParts;
  readonly lost: LostParts;
}

/**
 * What the slopes f'(x) let through of a gradient, by column. Slopes come from the kernel, so from
 * x: none is lost to the rounding of f(x). Inputs that are not finite are left out.
 *
 * Beside the inputs may stand the gradients that a framework computed of them, for whole turns of
 * the columns at a time: where one is 0 and the slope is not, the framework has lost it.
 *
 * @example
 * const slopes = new SlopeCounts(relu, { columns: 2 });
 * slopes.add(Float32Array.of(-1, 1, -2, 3));
 * slopes.zeroIn(0); // 2
 */
export class SlopeCounts implements Reduction<SlopeDescription, SlopeParts> {
  readonly description: SlopeDescription;
  readonly activation: Activation;
  readonly columns: number;
  /** |slope|, negative for inputs left of where the slope is largest. */
  readonly sketch: QuantileSketch = new QuantileSketch();
  /** The function's largest |slope|. */
  readonly largest: number;
  readonly #peak: number;
  readonly #fields: ColumnFields;
  readonly #lost: LostGradients;
  #end = 0;

  /** @throws RangeError `CORE_SHAPE` */
  constructor(
    activation: Activation,
    { columns, run = 1, gradientResolution = 2 ** -23 }: SlopeOptions,
  ) {
    const { id, parameters } = activation;
    this.description = {
      kind: 'slopes',
      activation: { id, parameters },
      columns,
      run,
      gradientResolution,
    };
    this.activation = activation;
    this.columns = columns;
    const { largestSlope } = representative(activation).facts();
    this.largest = Math.abs(largestSlope.value);
    this.#peak = largestSlope.at;
    this.#fields = new ColumnFields('slopes', fieldCount, { columns, run });
    this.#lost = new LostGradients({ columns, run }, this.largest, gradientResolution);
  }

  /** @throws TypeError `CORE_DTYPE`, RangeError `CORE_LENGTH`, `CORE_SHAPE` */
  add(arrays: Elements | readonly Elements[], start: number = this.#end): void {
    const [inputs, gradients] = (Array.isArray(arrays) ? arrays : [arrays]) as Elements[];
    const dtype = dtypeOf(inputs!, 'inputs');
    if (gradients) this.#requireWholeTurns(inputs!, gradients, start);
    forEachStretch(inputs!.length, mostUndrained, (partStart, partLength) => {
      const part = inputs!.subarray(partStart, partStart + partLength);
      forEachStretch(partLength, elementsPerTile(dtype), (from, count) => {
        const slopes = this.#countStretch(part, from, count, start + partStart);
        if (gradients) this.#lost.addStretch(inputs!, gradients, slopes, partStart + from);
      });
      this.sketch.drain();
    });
    this.#end = start + inputs!.length;
  }

  #requireWholeTurns(inputs: Elements, gradients: Elements, start: number): void {
    requireLike(inputs, gradients, 'gradients');
    const turn = this.columns * this.description.run;
    if (inputs.length % turn === 0 && start % turn === 0) return;
    throw rangeError(
      'CORE_SHAPE',
      `${inputs.length} inputs from ${start} on have gradients; they must be whole turns of ${turn} elements`,
    );
  }

  /** Gives the slopes of a stretch, with their sides as signs; the next stretch overwrites them. */
  #countStretch(inputs: Elements, from: number, count: number, start: number): Elements {
    const dtype = dtypeOf(inputs, 'inputs');
    const stage = stageFor(dtype);
    const x = inKernel(inputs, from, count, stage.inputs);
    const [ones, slopes] = [stage.ones.subarray(0, count), stage.slopes.subarray(0, count)];
    const { columns, run } = this.description;
    const position = (start + from) % (columns * run);
    const turns = Math.ceil((position + count) / (columns * run));
    // Where each column has parameters of its own, the kernels must know whose turn it is.
    const layout = { shape: [turns, columns, run], channelAxis: 1, start: position };
    if (dtype === 'float32')
      this.activation.backward(x as Float32Array, ones as Float32Array, {
        ...layout,
        out: slopes as Float32Array,
      });
    else
      this.activation.backward(x as Float64Array, ones as Float64Array, {
        ...layout,
        out: slopes as Float64Array,
      });
    const address = slopes.byteOffset;
    reductionLoop('markSides', dtype)(x.byteOffset, address, count, least(this.#peak, dtype));
    reductionLoop('setFlatUnder')(least(flatShare * this.largest, dtype));
    this.#fields.add(address, count, dtype, start + from);
    return slopes;
  }

  parts(): SlopeParts {
    return {
      fields: this.#fields.values.slice(),
      sketch: this.sketch.parts(),
      lost: this.#lost.parts(),
    };
  }

  absorb({ fields, sketch, lost }: SlopeParts): void {
    const ours = this.#fields.values;
    for (let at = 0; at < ours.length; at++) ours[at]! += fields[at]!;
    this.sketch.absorb(sketch);
    this.#lost.absorb(lost);
  }

  release(): void {
    this.#fields.release();
  }

  /** Takes over the counts of another part of the same inputs. */
  merge(other: SlopeCounts): void {
    this.absorb(other.parts());
  }

  /** Finite inputs. */
  get count(): number {
    return total(this.#fields.field(field.finite));
  }

  /** Slopes under 1 % of the function's largest. */
  get below1Percent(): number {
    return total(this.#fields.field(field.flat));
  }

  /** Slopes that are exactly 0. */
  get zero(): number {
    return total(this.#fields.field(field.zero));
  }

  get falseZeros(): FalseZeros {
    return this.#lost.found;
  }

  /** Finite inputs of a column. */
  countIn(column: number): number {
    return this.#fields.total(field.finite, column);
  }

  flatIn(column: number): number {
    return this.#fields.total(field.flat, column);
  }

  zeroIn(column: number): number {
    return this.#fields.total(field.zero, column);
  }

  /** Gradients of a column that are falsely 0. */
  lostIn(column: number): number {
    return this.#lost.in(column);
  }
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A limit in the numbers of a dtype: x < limit holds for the same x. */
function least(limit: number, dtype: Dtype): number {
  if (dtype === 'float64') return limit;
  nearest[0] = limit;
  if (nearest[0] < limit) bitsOfNearest[0]! += nearest[0] < 0 ? -1 : 1;
  return nearest[0];
}

const nearest = new Float32Array(1);
const bitsOfNearest = new Int32Array(nearest.buffer);

type Stage = { readonly [stream in 'inputs' | 'ones' | 'slopes']: Elements };
const stages: { [dtype in Dtype]?: Stage } = {};

/** Arrays in kernel memory for one stretch. */
function stageFor(dtype: Dtype): Stage {
  const length = elementsPerTile(dtype);
  return (stages[dtype] ??= {
    inputs: allocate(length, dtype),
    ones: allocate(length, dtype).fill(1),
    slopes: allocate(length, dtype),
  });
}

/** Facts need one value a parameter: where there is one a channel, their mean stands for them. */
export function representative(activation: Activation): Activation {
  const means = Object.entries(activation.parameters).flatMap(([name, value]) =>
    typeof value === 'number'
      ? []
      : [[name, value.reduce((sum, each) => sum + each, 0) / value.length] as const],
  );
  return means.length === 0 ? activation : activation.with(Object.fromEntries(means));
}

/** The empty reduction of a description, on whatever thread. */
export function slopeCountsOf({ activation, ...layout }: SlopeDescription): SlopeCounts {
  const key = JSON.stringify(activation);
  if (latest?.key !== key) {
    latest = { key, activation: findActivation(activation.id).with(activation.parameters) };
  }
  return new SlopeCounts(latest.activation, layout);
}

/** The facts of a function take longer to compute than a part of an array: parts of one array share them. */
let latest: { readonly key: string; readonly activation: Activation } | undefined;
