import type { Activation } from './activation.ts';

/** A place where the slope passes through zero without a jump: f turns, or levels out. */
export interface TurningPoint {
  readonly at: number;
  readonly value: number;
  /**
   * Around it the slope is a difference of terms that nearly cancel: from here to here its error
   * is better measured against 0.125 than against itself.
   */
  readonly from: number;
  readonly to: number;
}

/** Slopes of this size and more are large enough to be measured against themselves. */
export const smallSlope = 0.125;
/** The stretch of inputs that is searched, and how finely: functions turn near 0 if at all. */
const reach = 12;
const stepsPerUnit = 1024;

/** Finds where the slope crosses zero, and how far around it stays small and grows outwards. */
export function findTurningPoints(
  activation: Activation,
  kinks: readonly number[],
): TurningPoint[] {
  const x = Float64Array.from(
    { length: 2 * reach * stepsPerUnit + 1 },
    (_, index) => index / stepsPerUnit - reach,
  );
  const slopes = activation.backward(x, new Float64Array(x.length).fill(1));
  const slopeAt = (index: number) => slopes[index] ?? NaN;

  function outwards(start: number, direction: 1 | -1): number {
    let index = start;
    for (;;) {
      const [here, next] = [Math.abs(slopeAt(index)), Math.abs(slopeAt(index + direction))];
      if (!(next > here && next < smallSlope)) return x[index] as number;
      index += direction;
    }
  }

  const found: TurningPoint[] = [];
  for (const left of x.keys()) {
    const right = left + 1;
    if (!(slopeAt(left) * slopeAt(right) < 0)) continue;
    const [low, high] = [x[left] as number, x[right] as number];
    if (kinks.some((at) => at >= low && at <= high)) continue;
    const at = crossing(activation, low, high);
    found.push({
      at,
      value: activation.value(at),
      from: outwards(left, -1),
      to: outwards(right, 1),
    });
  }
  return found;
}

/** Where between two places the slope changes its sign, to the last bit. */
function crossing(activation: Activation, low: number, high: number): number {
  const sign = Math.sign(activation.slope(low));
  let [before, after] = [low, high];
  for (;;) {
    const middle = (before + after) / 2;
    if (middle <= before || middle >= after) return before;
    if (Math.sign(activation.slope(middle)) === sign) before = middle;
    else after = middle;
  }
}
