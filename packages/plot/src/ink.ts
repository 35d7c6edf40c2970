import { clamp } from './box.ts';
import { extentOf, isDrawable } from './numbers.ts';
import { isOnScale } from './series-range.ts';
import type { ScaleKind } from './ticks.ts';

/** Steps of ink: finer ones are not told apart. */
const LEVELS = 12;

/** How much ink a value gets: a whole number from -levels to levels, its sign the colour. */
export interface Ink {
  readonly levels: number;
  readonly low: number;
  readonly high: number;
  readonly scale: ScaleKind;
  /** undefined for what stays blank. */
  readonly level: (value: number) => number | undefined;
}

/** @returns undefined where no value can have ink */
export function inkOf(
  values: ArrayLike<number>,
  scale: ScaleKind,
  range: readonly [number, number] | undefined,
): Ink | undefined {
  if (scale === 'log10') {
    const positive = Array.from(values).filter((value) => isOnScale(value, scale));
    const extent = range ?? extentOf(positive);
    if (extent === undefined) return undefined;
    const [low, high] = extent;
    const decades = Math.log10(high) - Math.log10(low) || 1;
    const level = (value: number): number | undefined => {
      if (!isOnScale(value, scale)) return undefined;
      // The smallest value has ink too: blank means 0 here.
      return (
        1 + Math.round(clamp((Math.log10(value) - Math.log10(low)) / decades, 0, 1) * (LEVELS - 1))
      );
    };
    return { levels: LEVELS, low, high, scale, level };
  }
  const extent = range ?? extentOf(values);
  if (extent === undefined) return undefined;
  const [low, high] = extent;
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const level = (value: number): number | undefined => {
    return isDrawable(value) ? Math.round(clamp(value / most, -1, 1) * LEVELS) : undefined;
  };
  return { levels: LEVELS, low, high, scale, level };
}
