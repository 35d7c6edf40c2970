import type { Framework } from '@actigrad/core';
import { activationOf, readActivation, type ActivationReading } from './activation-of.ts';
import { evaluateArguments } from './evaluate.ts';
import { frameworkOf } from './frameworks.ts';
import {
  isConstructor,
  mostArguments,
  namedBy,
  namedByMethod,
  type NameLanguage,
} from './names.ts';
import type { Scope } from './scope.ts';
import type { CallExpression, Span } from './syntax.ts';
import type { Given, Value } from './value.ts';

/** The activation that a call makes or applies, and the text that says so. */
export function appliedActivation(
  call: CallExpression,
  value: Value,
  scope: Scope,
  imported: ReadonlySet<Framework>,
): { reading: ActivationReading; span: Span; word: Span } | undefined {
  const { callee } = call;
  const { language } = scope;
  const given = (): Given => evaluateArguments(call.arguments, scope);
  if (value.kind === 'symbol') {
    const named = namedBy(value.name, language);
    const inputs = isConstructor(value.name) ? 0 : 1;
    const reading = named.length
      ? readActivation(named, given(), inputs, value.assumed)
      : undefined;
    return reading && { reading, span: call, word: callee };
  }
  if (value.kind === 'method') {
    if (callee.kind !== 'member' || !isTensor(value.object, language, imported)) return undefined;
    const named = namedByMethod(value.name, language);
    // A tensor is its own input: `backend.relu(x)` is a method of something else.
    if (!named.length || call.arguments.length > mostArguments(named)) return undefined;
    const reading = readActivation(named, given(), 0);
    const word = { start: callee.propertyStart, end: callee.end };
    return reading && { reading, span: { start: word.start, end: call.end }, word };
  }
  // What the text defines and now applies: `self.act(x)`. What is called on the spot is seen inside.
  if (callee.kind !== 'name' && callee.kind !== 'member' && callee.kind !== 'index')
    return undefined;
  const reading = activationOf(value, language);
  return reading && { reading, span: call, word: callee };
}

function isTensor(
  object: Value,
  language: NameLanguage,
  imported: ReadonlySet<Framework>,
): boolean {
  if (!imported.has(language === 'python' ? 'pytorch' : 'tfjs')) return false;
  if (object.kind === 'made') {
    const framework = frameworkOf(object.symbol.name, language);
    return framework === 'pytorch' || framework === 'huggingface' || framework === 'tfjs';
  }
  return object.kind === 'unknown' || object.kind === 'method';
}
