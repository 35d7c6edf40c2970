import { defineGlyphs, type TypesetFormula } from './formula.ts';

export interface ColouredFormula {
  readonly formula: TypesetFormula;
  readonly colour: string;
}

/** Formulas as markup, and what they leave of the card for the plot. */
export interface PlacedFormulas {
  readonly markup: string;
  /** px taken at the right edge. */
  readonly columnWidth: number;
  /** px added at the bottom. */
  readonly rowsHeight: number;
}

/** Size of the letters, px: that of the text around the picture; smaller is hard to read. */
const emSize = 13;
const leastEmSize = 9.5;
/** Around each formula, px. */
const margin = 10;
/** Share of the card's width that the formulas may take beside the plot. */
const columnShare = 0.42;

/**
 * Places formulas beside the plot, one under the other, since height is what a hover has least of;
 * under it where one is too long for that.
 */
export function placeFormulas(
  formulas: readonly ColouredFormula[],
  card: { readonly width: number; readonly height: number },
): PlacedFormulas {
  const longest = Math.max(...formulas.map(({ formula }) => formula.width));
  const room = card.width * columnShare - margin;
  const placed =
    longest * leastEmSize <= room
      ? placeBeside(formulas, card, Math.min(emSize, room / longest))
      : placeUnder(formulas, card, Math.min(emSize, (card.width - 2 * margin) / longest));
  const glyphs = defineGlyphs(formulas.map(({ formula }) => formula));
  return { ...placed, markup: glyphs + placed.markup };
}

function placeBeside(
  formulas: readonly ColouredFormula[],
  card: { readonly width: number; readonly height: number },
  em: number,
): PlacedFormulas {
  const columnWidth = Math.max(...formulas.map(({ formula }) => formula.width * em)) + margin;
  const share = card.height / formulas.length;
  const markup = formulas.map((each, index) =>
    draw(
      each,
      em,
      card.width - columnWidth,
      share * (index + 0.5) - (each.formula.height * em) / 2,
    ),
  );
  return { markup: markup.join(''), columnWidth, rowsHeight: 0 };
}

function placeUnder(
  formulas: readonly ColouredFormula[],
  card: { readonly height: number },
  em: number,
): PlacedFormulas {
  let top = card.height;
  const markup = formulas.map((each) => {
    const drawn = draw(each, em, margin, top);
    top += each.formula.height * em + margin;
    return drawn;
  });
  return { markup: markup.join(''), columnWidth: 0, rowsHeight: Math.round(top) - card.height };
}

function draw({ formula, colour }: ColouredFormula, em: number, x: number, y: number): string {
  const [left, top, width, height] = [x, y, formula.width * em, formula.height * em].map(
    (pixels) => Math.round(pixels * 10) / 10,
  );
  return `<svg x="${left}" y="${top}" width="${width}" height="${height}" viewBox="${formula.viewBox}" color="${colour}">${formula.markup}</svg>`;
}
