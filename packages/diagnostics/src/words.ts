/** Shows a figure with three digits: 0.124, 3.2e-5, 17. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const isPlain = value === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e5);
  return isPlain
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
}

/** Shows a share of 1 as a percentage. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** What is said, before it is said in a language: `{0}` stands for the first value. */
export interface Sentence {
  readonly text: string;
  readonly values: readonly (string | number | Sentence)[];
}

/** Says a sentence in a language, by its English text. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

export const english: Translate = (text, ...values) =>
  text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));

export function say(text: string, ...values: Sentence['values']): Sentence {
  return { text, values };
}

/** The sentence in words, with the sentences within it; default: in English. */
export function spell({ text, values }: Sentence, t: Translate = english): string {
  return t(text, ...values.map((value) => (typeof value === 'object' ? spell(value, t) : value)));
}

/** Sentences one after the other. */
export function list(sentences: readonly Sentence[], separator: string): Sentence {
  return say(sentences.map((_, index) => `{${index}}`).join(separator), ...sentences);
}

export function countUnits(count: number): Sentence {
  return count === 1 ? say('1 unit') : say('{0} units', grouped(count));
}

export function countSamples(count: number): Sentence {
  return count === 1 ? say('1 sample') : say('{0} samples', grouped(count));
}

export function countValues(count: number): Sentence {
  return count === 1 ? say('1 value') : say('{0} values', grouped(count));
}

export function countPieces(count: number): Sentence {
  return count === 1 ? say('1 piece') : say('{0} pieces', grouped(count));
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
