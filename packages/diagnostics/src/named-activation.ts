import { activation as findActivation, type Activation } from '@actigrad/core';
import { readSource } from '@actigrad/source';
import { quote, rangeError } from './errors.ts';

/**
 * The activation that a text names: by any of its names, as `leaky-relu`, or by a framework's call
 * with its arguments, as `torch.nn.LeakyReLU(negative_slope=0.2)`.
 *
 * @throws RangeError `CORE_UNKNOWN_FUNCTION`, `DIAGNOSTICS_ACTIVATION_UNKNOWN`
 */
export function namedActivation(text: string): Activation {
  const framework = frameworkOfCall(text);
  return framework === undefined ? findActivation(text) : activationOfCall(text, framework);
}

/** `torch` of `torch.nn.ReLU()`; undefined for a name, which may have parentheses too: `GELU (tanh)`. */
function frameworkOfCall(text: string): string | undefined {
  return /^(\w+)\.[^]*\(/.exec(text)?.[1];
}

function activationOfCall(call: string, framework: string): Activation {
  // Read as a line of a program, not run.
  const { uses } = readSource(`import ${framework}\n${call}`, 'python');
  const [use] = uses;
  if (!use || uses.length > 1) {
    throw rangeError(
      'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      `${quote(call)} is no call of one activation that is known`,
    );
  }
  if (use.unread.length > 0) {
    throw rangeError(
      'DIAGNOSTICS_ACTIVATION_UNKNOWN',
      `${quote(call)} does not say ${use.unread.join(' and ')} as a value`,
    );
  }
  return findActivation(use.function, { framework: use.framework }).with(use.parameters);
}
