import { readdirSync, readFileSync } from 'node:fs';
import { activation } from '@actigrad/core';
import { slopeNearZero, zonesNearZero } from './near-zero.ts';

/** Largest errors of the float64 kernels at points computed with 220 digits. */
export interface ReferenceErrors {
  readonly points: number;
  readonly valueMaxUlp: number;
  readonly slopeMaxUlp: number;
}

interface ReferenceFile {
  readonly function: string;
  readonly parameters: Record<string, number>;
  /** Exact results, rounded to float64: an error is known to half an ULP. */
  readonly rows: readonly (readonly [x: number, value: number, slope: number])[];
}

const folder = new URL('../test/reference/', import.meta.resolve('@actigrad/core'));

/** Errors by function, over the points of all parameters that its reference has. */
export function referenceErrors(): Map<string, ReferenceErrors> {
  const byId = new Map<string, ReferenceErrors>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReferenceFile;
    const f = activation(file.function).with(file.parameters);
    const x = Float64Array.from(file.rows, ([at]) => at);
    const values = f.forward(x);
    const slopes = f.backward(x, new Float64Array(x.length).fill(1));
    const zones = zonesNearZero(f);
    const leastOf = (at: number): number =>
      zones.some(({ from, to }) => at >= from && at <= to) ? slopeNearZero : 0;
    const valueUlp = file.rows.map(([, value], index) => ulp(values[index], value));
    const slopeUlp = file.rows.map(([at, , slope], index) =>
      ulp(slopes[index], slope, leastOf(at)),
    );
    const before = byId.get(f.id) ?? { points: 0, valueMaxUlp: 0, slopeMaxUlp: 0 };
    byId.set(f.id, {
      points: before.points + x.length,
      valueMaxUlp: Math.max(before.valueMaxUlp, ...valueUlp),
      slopeMaxUlp: Math.max(before.slopeMaxUlp, ...slopeUlp),
    });
  }
  return byId;
}

const scale = new Float64Array(1);
const scaleBits = new BigUint64Array(scale.buffer);

/** Error in units of the spacing of float64 at the exact value, or at `least` where that is larger. */
function ulp(got: number | undefined, exact: number, least = 0): number {
  if (got === exact) return 0;
  scale[0] = Math.max(Math.abs(exact), least);
  const field = Number((scaleBits[0] as bigint) >> 52n);
  const spacing = 2 ** (Math.max(field, 1) - 1023 - 52);
  const error = Math.abs((got ?? NaN) - exact) / spacing;
  return Number.isNaN(error) ? Infinity : error;
}
