import { activation as findActivation, type Activation } from '@actigrad/core';
import { readSource } from '@actigrad/source';
import { quote, rangeError } from './errors.ts';

/**
 * The activation that a text names: any of its names, or a framework's call with its arguments, as
 * `torch.nn.LeakyReLU(negative_slope=0.2)`.
 *
 * @throws RangeError `CORE_UNKNOWN_FUNCTION`, `DIAGNOSTICS_ACTIVATION_UNKNOWN`
 */
export function namedActivation(text: string): Activation {
  const [root] = text.split('.', 1);
  if (!text.includes('(') || !root || !/^\w+$/.test(root)) return findActivation(text);
  const [use] = readSource(`import ${root}\n${text}`, 'python').uses;
  if (!use) {
    throw rangeError(
      'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      `${quote(text)} is no activation of one number that is known`,
    );
  }
  return findActivation(use.function, { framework: use.framework }).with(use.parameters);
}
