import { plotError } from './errors.ts';
import { BOLD_WEIGHT, label } from './label.ts';
import type { Palette } from './palette.ts';
import { element, escapeText, joined, nothing } from './svg.ts';
import type { Markup } from './svg.ts';

/** What every figure says in words. */
export interface FigureText {
  /** The figure's name, read first by a screen reader. */
  readonly title: string;
  /** What the picture shows, in sentences with its numbers: the picture's text twin. */
  readonly description: string;
}

export interface FigureOptions {
  /** Width in px, 64 to 4096. */
  readonly width?: number;
  /** Height in px, 24 to 4096. Figures whose height follows from their rows ignore it. */
  readonly height?: number;
  /** Paints the palette's background as a rounded card, for hosts whose own colour is unknown. Default false. */
  readonly background?: boolean;
  /** Shows the title as a heading. Default false: hosts have their own headings. */
  readonly heading?: boolean;
  /** The few sentences a figure says by itself, to be translated. */
  readonly words?: Partial<FigureWords>;
}

export interface FigureWords {
  /** In place of a figure without data. */
  readonly empty: string;
  /** Added to the description when values are NaN or infinite. */
  readonly leftOut: (count: number, total: number) => string;
  /** Added to the description when a heat map shows blocks of cells. */
  readonly aggregated: (rows: number, columns: number) => string;
}

const ENGLISH: FigureWords = {
  empty: 'No data',
  leftOut: (count, total) => `${count} of ${total} values are not finite and left out.`,
  aggregated: (rows, columns) => `Each cell is the mean of up to ${rows} × ${columns} values.`,
};

/** What a figure draws on, its options checked and filled. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** First px below the heading. */
  readonly top: number;
  readonly palette: Palette;
  readonly words: FigureWords;
  readonly options: FigureOptions;
}

/** Under this there is no room for an axis. */
const WIDTH_MIN = 64;
const HEIGHT_MIN = 24;
/** A wide screen; a larger picture is a mistake in units. */
const SIDE_MAX = 4096;

const HEADING_SIZE = 13;
/** Heading line with the gap under it. */
export const HEADING_HEIGHT = 26;
/** As the corners of VS Code's own cards. */
const CORNER_RADIUS = 4;

/** Checks the options of a figure and fills what is not given. */
export function canvas(
  palette: Palette,
  options: FigureOptions,
  defaults: { readonly width: number; readonly height: number },
): Canvas {
  const width = side('width', options.width ?? defaults.width, WIDTH_MIN);
  const height = side('height', options.height ?? defaults.height, HEIGHT_MIN);
  const words = { ...ENGLISH, ...options.words };
  return { width, height, top: options.heading ? HEADING_HEIGHT : 0, palette, words, options };
}

function side(name: string, value: number, min: number): number {
  if (value >= min && value <= SIDE_MAX) return value;
  throw plotError(
    'PLOT_SIZE_OUT_OF_RANGE',
    `${name} is ${value} px; it must be ${min} to ${SIDE_MAX}`,
  );
}

/**
 * Closes a figure: the SVG element with title and description around its parts.
 *
 * No part has an id, so that figures can stand side by side in one document.
 */
export function figure(
  on: Canvas,
  { title, description }: FigureText,
  parts: readonly Markup[],
  notes: readonly string[] = [],
): string {
  const { width, height, palette, options } = on;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': palette.fontFamily,
      // An attribute, not a style: webviews forbid inline styles.
      'font-variant': 'tabular-nums',
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText([description, ...notes].filter(Boolean).join(' '))),
    palette.style === undefined ? nothing : element('style', {}, escapeText(palette.style)),
    options.background ? card(on) : nothing,
    options.heading
      ? label(title, { x: 10, y: 18, size: HEADING_SIZE, weight: BOLD_WEIGHT, fill: palette.text })
      : nothing,
    joined(parts),
  );
}

/** The figure that says that there is nothing to draw. */
export function emptyFigure(on: Canvas, text: FigureText, notes: readonly string[] = []): string {
  const { width, height, top, palette, words } = on;
  const y = (top + height) / 2 + 4;
  const message = label(words.empty, { x: width / 2, y, anchor: 'middle', fill: palette.muted });
  return figure(on, text, [message], [`${words.empty}.`, ...notes]);
}

/** The sentence about values that have no place on an axis, if there are any. */
export function leftOutNote(on: Canvas, count: number, total: number): string[] {
  return count === 0 ? [] : [on.words.leftOut(count, total)];
}

function card({ width, height, palette }: Canvas): Markup {
  // Half a px in, so that a border of one px is sharp.
  return element('rect', {
    x: 0.5,
    y: 0.5,
    width: width - 1,
    height: height - 1,
    rx: CORNER_RADIUS,
    fill: palette.background,
    stroke: palette.border,
  });
}
