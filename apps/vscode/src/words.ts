/**
 * Says a sentence in the user's language: `vscode.l10n.t`, passed in so that what renders stays
 * pure. `{0}` stands for the first argument.
 */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** The sentences as they are written in the code. */
export const english: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
