import type { Activation } from '@actigrad/core';
import { choiceOf, readChoice } from '../activation-choice.ts';
import { pageScheme } from '../ids.ts';

/** Parts of the address of a page: of one function, or of several compared. */
export interface PageAddress {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
}

export function addressOf(activations: readonly Activation[]): PageAddress {
  const title = activations.map(({ name }) => name.replaceAll('/', '∕')).join(', ');
  return {
    scheme: pageScheme,
    path: `/${title}`,
    query: JSON.stringify(activations.map(choiceOf)),
  };
}

/** The functions of a page; none if the address was not made by `addressOf`. */
export function readAddress(query: string): Activation[] {
  let choices: unknown;
  try {
    choices = JSON.parse(query);
  } catch {
    return [];
  }
  return Array.isArray(choices) ? choices.flatMap((choice) => readChoice(choice) ?? []) : [];
}
