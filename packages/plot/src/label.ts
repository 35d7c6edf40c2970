import { element, escapeText, tenth } from './svg.ts';
import type { Markup } from './svg.ts';
import type { Box } from './box.ts';
import { textWidth } from './text-width.ts';

/** Size of tick labels and of most text, px. */
export const TEXT_SIZE = 11;
/** Names of curves. */
export const NAME_SIZE = 12;
/** Distance from a text's baseline up to the top of its capitals, and down to its tails, in em. */
const ASCENT = 0.78;
const DESCENT = 0.24;
/** What lifts the baseline so that digits are centred on a line, in em. */
export const CENTRE = 0.36;
export const BOLD_WEIGHT = 600;
/** Width of the ground-coloured rim that keeps lines from running through letters, px. */
const HALO = 3;

export interface LabelStyle {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly fill: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** The ground's colour: draws a rim round the letters. */
  readonly halo?: string;
  /** Degrees clockwise about (x, y). */
  readonly rotate?: number;
}

export function label(text: string, style: LabelStyle): Markup {
  const { x, y, fill, size = TEXT_SIZE, weight, anchor = 'start', halo, rotate } = style;
  const rim =
    halo === undefined
      ? {}
      : { stroke: halo, 'stroke-width': HALO, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
  return element(
    'text',
    {
      x: tenth(x),
      y: tenth(y),
      'font-size': size,
      'font-weight': weight,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      fill,
      transform: rotate === undefined ? undefined : `rotate(${rotate} ${tenth(x)} ${tenth(y)})`,
      ...rim,
    },
    escapeText(text),
  );
}

/** The rectangle that a label covers. */
export function labelBox(text: string, style: Omit<LabelStyle, 'fill'>): Box {
  const { x, y, size = TEXT_SIZE, weight, anchor = 'start' } = style;
  const width = textWidth(text, size, weight !== undefined);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - ASCENT * size, bottom: y + DESCENT * size };
}

export function labelHeight(size: number): number {
  return (ASCENT + DESCENT) * size;
}

/** The baseline of a label whose box begins at `top`. */
export function baseline(top: number, size: number): number {
  return top + ASCENT * size;
}
