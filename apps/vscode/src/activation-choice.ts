import { activations, type Activation } from '@actigrad/core';

/** A function with parameters as a link or a page's address carries it. */
export interface ActivationChoice {
  readonly id: string;
  readonly parameters: { readonly [name: string]: number };
}

export function choiceOf({ id, parameters }: Activation): ActivationChoice {
  return { id, parameters: parameters as ActivationChoice['parameters'] };
}

/**
 * Reads a choice from a link, a key binding or an address: anyone may have written it.
 * Undefined if it names no function; parameters that it does not have, or out of bounds, are left out.
 */
export function readChoice(value: unknown): Activation | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, parameters } = value as Partial<Record<keyof ActivationChoice, unknown>>;
  const activation = typeof id === 'string' ? activations.get(id) : undefined;
  if (!activation || typeof parameters !== 'object' || parameters === null) return activation;
  return withParameters(activation, parameters as Readonly<Record<string, unknown>>);
}

/** The function with those of the values that its record allows. */
export function withParameters(
  activation: Activation,
  values: Readonly<Record<string, unknown>>,
): Activation {
  const allowed: Record<string, number> = {};
  for (const [name, { min, max }] of Object.entries(activation.record.parameters)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max) {
      allowed[name] = value;
    }
  }
  return activation.with(allowed);
}
