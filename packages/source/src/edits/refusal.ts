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
  conflict: 'one text names the activation of layers that would differ',
  unverified: 'read again, the changed text would not say {0} there',
} as const;

/** The reason in English. */
export function explainRefusal({ refused, values }: Refusal): string {
  return refusals[refused].replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
}

export function refuse(refused: RefusalCode, ...values: readonly string[]): Refusal {
  return { refused, values };
}
