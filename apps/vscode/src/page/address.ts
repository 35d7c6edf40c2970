import type { Activation } from '@actigrad/core';
import { rules, type Rule } from '@actigrad/diagnostics';
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
  const choices = parse(query);
  return Array.isArray(choices) ? choices.flatMap((choice) => readChoice(choice) ?? []) : [];
}

/** The address of the page of a rule. */
export function addressOfRule({ id, title }: Pick<Rule, 'id' | 'title'>): PageAddress {
  return { scheme: pageScheme, path: `/${title}`, query: JSON.stringify({ rule: id }) };
}

/** The rule of a page; undefined if it is not the page of one. */
export function readRuleAddress(query: string): Rule | undefined {
  const address = parse(query);
  if (typeof address !== 'object' || address === null || !('rule' in address)) return undefined;
  return typeof address.rule === 'string' ? rules.get(address.rule) : undefined;
}

function parse(query: string): unknown {
  try {
    return JSON.parse(query);
  } catch {
    return undefined;
  }
}
