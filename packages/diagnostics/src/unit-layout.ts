import { rangeError } from './errors.ts';

/** Where the units of a layer lie in a flat tensor: `inner` elements each, all `units` in turn. */
export interface UnitLayout {
  readonly units: number;
  readonly inner: number;
  /** Elements until every unit has had its turn: the chunk that a tensor is read by is a multiple. */
  readonly cycle: number;
  /** Values of each unit in the whole tensor. */
  readonly samples: number;
}

/**
 * Finds the units: along `axis` if given; else the last axis of a matrix or sequence, and axis 1
 * of an image [samples, channels, height, width].
 *
 * @throws RangeError `DIAGNOSTICS_SHAPE`
 */
export function unitLayout(
  name: string,
  { shape, order }: { readonly shape: readonly number[]; readonly order: 'C' | 'F' },
  axis: number = shape.length < 4 ? shape.length - 1 : 1,
): UnitLayout {
  const units = shape[axis];
  if (units === undefined || shape.includes(0)) {
    throw rangeError(
      'DIAGNOSTICS_SHAPE',
      `tensor "${name}" has shape [${shape.join(', ')}]; it needs elements, with its units along axis ${axis}`,
    );
  }
  const faster = order === 'C' ? shape.slice(axis + 1) : shape.slice(0, axis);
  const inner = faster.reduce((product, size) => product * size, 1);
  const length = shape.reduce((product, size) => product * size, 1);
  return { units, inner, cycle: units * inner, samples: length / units };
}

/** Elements read at a time: 2 MiB of float32, so that what several threads have in hand stays small. */
export const chunkLength: number = 2 ** 19;

/** The same, in whole turns of the units. */
export function wholeCycles({ cycle }: UnitLayout): number {
  return cycle * Math.max(1, Math.floor(chunkLength / cycle));
}
