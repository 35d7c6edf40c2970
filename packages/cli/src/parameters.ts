import { activation, type Activation } from '@actigrad/core';
import { UsageError } from './errors.ts';

/** Collects repeated `--param name=value` options. */
export function collectParameter(
  text: string,
  before: Record<string, number> = {},
): Record<string, number> {
  const [name = '', value = '', ...rest] = text.split('=');
  if (!name || value.trim() === '' || rest.length > 0) {
    throw new UsageError(`--param is "${text}"; it must be name=value with one number`);
  }
  // "NaN" becomes NaN here and is refused with the bounds of the parameter.
  const number = Number(value);
  if (Number.isNaN(number) && value !== 'NaN') {
    throw new UsageError(`--param ${name} is "${value}"; it must be a number`);
  }
  return { ...before, [name]: number };
}

/** The function of this name with these parameters. */
export function chooseActivation(
  name: string,
  parameters: Record<string, number> = {},
): Activation {
  return activation(name).with(parameters);
}
