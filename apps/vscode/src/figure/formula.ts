import { typesetFormulasJson } from './typeset-formulas.ts';

/** A formula as the content of an SVG, in the colour of its surroundings. */
export interface TypesetFormula {
  /** In em. */
  readonly width: number;
  readonly height: number;
  readonly viewBox: string;
  /** Refers to its glyphs by their ids. */
  readonly markup: string;
}

interface TypesetFormulas {
  readonly glyphs: Readonly<Record<string, string>>;
  readonly formulas: Readonly<
    Record<string, { readonly value: TypesetFormula; readonly slope: TypesetFormula }>
  >;
}

let typeset: TypesetFormulas | undefined;

function readTypeset(): TypesetFormulas {
  return (typeset ??= JSON.parse(typesetFormulasJson) as TypesetFormulas);
}

/** f and f' of a function, typeset. */
export function formulasOf(id: string): { value: TypesetFormula; slope: TypesetFormula } {
  const found = readTypeset().formulas[id];
  if (!found) throw new Error(`the formulas of ${id} are not typeset: build the extension`);
  return found;
}

/** The outlines that these formulas refer to, for the SVG that they stand in. */
export function defineGlyphs(formulas: readonly TypesetFormula[]): string {
  const { glyphs } = readTypeset();
  const used = formulas.flatMap(({ markup }) => [...markup.matchAll(/href="#([^"]+)"/g)]);
  const ids = new Set(used.map(([, id]) => id as string));
  return `<defs>${[...ids].map((id) => `<path id="${id}" d="${glyphs[id]}"/>`).join('')}</defs>`;
}
