import type { FigureOptions, Palette } from '@actigrad/plot';
import { english, type Translate } from '../words.ts';

/** A figure in three forms: to look at, to be read out, and to be read number by number. */
export interface Picture {
  /** SVG that stands by itself; its title and description are those below. */
  readonly svg: string;
  readonly title: string;
  /** What it shows, in sentences with their numbers: the alternative text. */
  readonly description: string;
  readonly table: Table;
}

/** What a figure draws, as text ready to be shown. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface Column {
  readonly label: string;
  /** Whether its cells are numbers, to be aligned as such. */
  readonly isNumeric: boolean;
}

/** How a figure looks. */
export interface Look extends FigureOptions {
  readonly palette: Palette;
  /** Says the figure's sentences in a language; default English. */
  readonly t?: Translate;
}

/** How a figure looks, with its language. */
export interface Canvas {
  readonly palette: Palette;
  readonly options: FigureOptions;
  readonly t: Translate;
}

export function canvasOf({ palette, t = english, ...options }: Look): Canvas {
  const words = {
    empty: t('No data'),
    leftOut: (count: number, total: number) =>
      t('{0} of {1} values are not finite and left out.', count, total),
    aggregated: (rows: number, columns: number) =>
      t('Each cell is the mean of up to {0} × {1} values.', rows, columns),
  };
  return { palette, options: { words, ...options }, t };
}

export const text = (label: string): Column => ({ label, isNumeric: false });
export const number = (label: string): Column => ({ label, isNumeric: true });
