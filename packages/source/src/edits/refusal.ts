/** Why an edit is not made. Codes are stable; `values` are what the sentence speaks of. */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly values: readonly string[];
}

export type RefusalCode = keyof typeof refusals;

/** `{0}` stands for the first value. */
const refusals = {
  saved: 'a saved model or a configuration is no code to change',
  unnamed: 'no single text says which activation this is',
  framework: '{0} has no {1} of this kind',
  parameters: '{0} cannot be written there with these parameters',
  arguments: 'the arguments of {0} are not plain',
  kept: '{0} has an argument that {1} may not take: {2}',
  conflict: 'one text is that of layers that would differ',
  unverified: 'read again, the changed text would not say what was asked for',
  'needs-width': '{0} may need a width of its own',
  'no-hidden': 'there is no hidden layer between dense layers',
  'no-number': '{0} is no number of these layers alone',
  'no-argument': '{0} takes no such argument here',
  'uses-bias': 'the code sets a bias that would be gone',
  'no-initializer': '{0} has no initialiser with this variance that can be written there',
  'by-hand': 'lines of code would come or go, which is left to you',
  'not-filled': 'no call fills the weights of {0}, which the framework fills by itself',
} as const;

/** The reason; a translator is given the sentence with `{0}`, and what stands there. */
export function explainRefusal(
  { refused, values }: Refusal,
  translate: (sentence: string, ...values: readonly string[]) => string = fill,
): string {
  return translate(refusals[refused], ...values);
}

/** Every sentence that a refusal may say. */
export const refusalSentences: readonly string[] = Object.values(refusals);

function fill(sentence: string, ...values: readonly string[]): string {
  return sentence.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
}

export function refuse(refused: RefusalCode, ...values: readonly string[]): Refusal {
  return { refused, values };
}
