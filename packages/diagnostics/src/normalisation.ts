import type { Matrix } from './linear.ts';

/** Over which values a normalisation takes mean and variance: each sample, or each unit. */
export type Normalisation = 'layer' | 'batch';

/** Added to the variance, as PyTorch, Keras (1e-3) and Flax (1e-5, 1e-6) do in their own sizes. */
const epsilon = 1e-5;

/** Brings x to mean 0 and variance 1 in place; gives 1 / standard deviation of each group. */
export function normalise(x: Matrix, kind: Normalisation): Float64Array {
  const scales = new Float64Array(kind === 'layer' ? x.rows : x.columns);
  for (let group = 0; group < scales.length; group++) {
    const { start, stride, count } = groupOf(x, kind, group);
    let mean = 0;
    for (let k = 0; k < count; k++) mean += x.values[start + k * stride]! / count;
    let variance = 0;
    for (let k = 0; k < count; k++) variance += (x.values[start + k * stride]! - mean) ** 2 / count;
    const scale = 1 / Math.sqrt(variance + epsilon);
    scales[group] = scale;
    for (let k = 0; k < count; k++) {
      const at = start + k * stride;
      x.values[at] = (x.values[at]! - mean) * scale;
    }
  }
  return scales;
}

/** Turns the gradient by the normalised values y into that by the values before, in place. */
export function normaliseBackward(
  gradient: Matrix,
  y: Matrix,
  scales: Float64Array,
  kind: Normalisation,
): void {
  for (let group = 0; group < scales.length; group++) {
    const { start, stride, count } = groupOf(y, kind, group);
    let mean = 0;
    let along = 0;
    for (let k = 0; k < count; k++) {
      const at = start + k * stride;
      mean += gradient.values[at]! / count;
      along += (gradient.values[at]! * y.values[at]!) / count;
    }
    for (let k = 0; k < count; k++) {
      const at = start + k * stride;
      gradient.values[at] = (gradient.values[at]! - mean - y.values[at]! * along) * scales[group]!;
    }
  }
}

function groupOf({ rows, columns }: Matrix, kind: Normalisation, group: number) {
  return kind === 'layer'
    ? { start: group * columns, stride: 1, count: columns }
    : { start: group, stride: columns, count: rows };
}
