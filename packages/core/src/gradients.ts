import type { AddedBias, InputOptions } from './bias.ts';
import { oneChannel, sumByChannel, type ChannelSums } from './channel-sums.ts';
import { channelsOf } from './channels.ts';
import { dtypeOf, type Elements } from './elements.ts';
import { inputAt } from './elementwise-map.ts';
import type { ElementwiseKernels } from './kernels.ts';
import type { ParameterBlocks, ParameterValue } from './parameter-blocks.ts';
import type { FunctionRecord } from './record.ts';
import { settle, source, target, tiles } from './tiles.ts';

/** The gradient of each learned parameter, in the form of its value. */
export type ParameterGradients<P extends string = string> = { [name in P]?: number | Float64Array };

/** All gradients that one reading of x and dy gives. */
export interface Gradients<E extends Elements, P extends string = string> {
  /** What `backward` gives. */
  readonly x: E;
  /** What `parameterGradients` gives; empty where nothing is learned. */
  readonly parameters: ParameterGradients<P>;
  /** Where there is a bias: the gradient of x summed over each channel, in float64. */
  readonly bias?: Float64Array;
}

/** What gradients are computed from; dtypes and lengths have been checked. */
export interface BackwardInputs {
  readonly kernels: ElementwiseKernels;
  readonly blocks: ParameterBlocks;
  readonly x: Elements;
  readonly dy: Elements;
  readonly bias: AddedBias | undefined;
}

/**
 * Computes gradients stretch by stretch, while x and dy are in the cache: that of x where there is
 * an `out` for it, and the sums.
 */
export function mapGradients(
  { kernels, blocks, x, dy, bias }: BackwardInputs,
  parameterSums: ReadonlyMap<number, ChannelSums>,
  out?: Elements,
  biasSums?: ChannelSums,
): void {
  const dtype = dtypeOf(x, 'x');
  blocks.forEachStretch(x.length, dtype, (start, count, block, stride) => {
    const bytes = count * x.BYTES_PER_ELEMENT;
    const from = inputAt(x, bias, start, count);
    const dyFrom = source(dy, start, count, tiles.dy);
    const to = out && target(out, start, tiles.y);
    const addShares = () => {
      for (const [index, sums] of parameterSums) {
        kernels.parameterBackward?.(index, block, stride, from, dyFrom, tiles.z.address, bytes);
        sums.add(tiles.z.address, start, count);
      }
    };
    // Arrays that are not in the cache are best read and written in one go: the shares come second,
    // but where x or dy would be overwritten.
    const isInPlace = to === from || to === dyFrom;
    if (isInPlace) addShares();
    if (to !== undefined) {
      kernels.backward(block, stride, from, dyFrom, to, bytes);
      biasSums?.add(to, start, count);
    }
    if (!isInPlace) addShares();
    if (out) settle(out, start, count, tiles.y);
  });
}

/** An empty sum for each learned parameter, by its number in the record. */
export function parameterSumsOf<P extends string>(
  record: FunctionRecord<P>,
  parameters: { readonly [name in P]: ParameterValue },
  x: Elements,
  layout: InputOptions,
): Map<number, ChannelSums> {
  const sums = new Map<number, ChannelSums>();
  for (const [index, name] of namesOf(record).entries()) {
    if (!record.parameters[name].learned) continue;
    const value = parameters[name];
    const channels =
      typeof value === 'number' ? oneChannel : channelsOf(x.length, layout, [value], 'a parameter');
    sums.set(index, sumByChannel(channels, dtypeOf(x, 'x')));
  }
  return sums;
}

/** The sums by name, in the form of each parameter's value. */
export function parameterGradientsOf<P extends string>(
  record: FunctionRecord<P>,
  parameters: { readonly [name in P]: ParameterValue },
  sums: ReadonlyMap<number, ChannelSums>,
): ParameterGradients<P> {
  const gradients: ParameterGradients<P> = {};
  for (const [index, { values }] of sums) {
    const name = namesOf(record)[index] as P;
    gradients[name] = typeof parameters[name] === 'number' ? (values[0] as number) : values;
  }
  return gradients;
}

function namesOf<P extends string>(record: FunctionRecord<P>): P[] {
  return Object.keys(record.parameters) as P[];
}
