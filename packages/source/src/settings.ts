import type { Framework } from '@actigrad/core';
import { readActivation, type ActivationReading } from './activation-of.ts';
import { isActivationKey } from './activation-key.ts';
import { currentName } from './frameworks.ts';
import { namedBy, namedByString } from './names.ts';
import { parsePython, readPython } from './python.ts';
import { Scope } from './scope.ts';
import type { DictionaryExpression, Expression, StringExpression } from './syntax.ts';
import type { FoundUse } from './found-use.ts';
import { findUses } from './uses.ts';
import { unknown, type Given, type Value } from './value.ts';

/** Finds the activations that a configuration names: of Hugging Face, of Keras, or of any framework in full. */
export function findSettingUses(root: Expression): FoundUse[] {
  const uses: FoundUse[] = [];

  function visit(expression: Expression, isKeras: boolean): void {
    if (expression.kind === 'list') for (const item of expression.items) visit(item, isKeras);
    if (expression.kind !== 'dictionary') return;
    const className = stringAt(expression, 'class_name');
    const inKeras = isKeras || className !== undefined;
    if (className) addKerasObject(className, expression);
    for (const key of ['_target_', 'class_path']) {
      const path = stringAt(expression, key);
      if (path)
        add(
          path,
          readActivation(
            namedBy(currentName(path.value), 'python'),
            givenBy(dictionaryAt(expression, 'init_args') ?? expression),
          ),
        );
    }
    for (const { key, value } of expression.entries) {
      if (key?.kind === 'string' && isActivationKey(key.value)) setting(value, inKeras);
      visit(value, inKeras);
    }
  }

  function setting(value: Expression, isKeras: boolean): void {
    if (value.kind === 'list') for (const item of value.items) setting(item, isKeras);
    if (value.kind === 'string') {
      const reading = readSetting(
        value.value,
        isKeras ? ['keras'] : ['huggingface', 'pytorch', 'keras'],
      );
      if (reading) add(value, reading);
      else uses.push(...expressionUses(value));
    }
    // { type: 'LeakyReLU', negative_slope: 0.1 }
    const type =
      value.kind === 'dictionary'
        ? (stringAt(value, 'type') ?? stringAt(value, 'name'))
        : undefined;
    if (type && value.kind === 'dictionary')
      add(
        type,
        readSetting(type.value, isKeras ? ['keras'] : ['pytorch', 'huggingface'], givenBy(value)),
      );
  }

  /** `{ class_name: 'LeakyReLU', config: { alpha: 0.1 } }`, or a function by its name. */
  function addKerasObject(className: StringExpression, object: DictionaryExpression): void {
    const name = className.value === 'function' ? stringAt(object, 'config') : undefined;
    if (name) add(name, readSetting(name.value, ['keras']));
    const config = dictionaryAt(object, 'config');
    add(
      className,
      readActivation(
        namedBy(`keras.layers.${className.value}`, 'python'),
        config && givenBy(config),
      ),
    );
  }

  function add(value: StringExpression, reading: ActivationReading | undefined): void {
    if (!reading) return;
    const quotes = value.end - value.start === value.value.length + 2 ? 1 : 0;
    const word = { start: value.start + quotes, end: value.end - quotes };
    uses.push({ start: value.start, end: value.end, word, reading });
  }

  visit(root, false);
  return uses.toSorted((a, b) => a.start - b.start);
}

/** The first framework that knows the name; none is told by the text, so the first says what is usual. */
function readSetting(
  name: string,
  frameworks: readonly Framework[],
  given?: Given,
): ActivationReading | undefined {
  for (const framework of frameworks) {
    const reading = readActivation(namedByString(name, framework), given);
    if (reading) return reading;
  }
  return undefined;
}

/** A setting may be code: `act: nn.LeakyReLU(0.1)`. */
function expressionUses({ value, start, end }: StringExpression): FoundUse[] {
  if (!/^[\w.]+\.\w+(\(.*\))?$/.test(value)) return [];
  const quotes = end - start === value.length + 2 ? 1 : 0;
  const statements = readPython(parsePython(value), start + quotes);
  return findUses(statements, new Scope('module', statements, 'python'), new Set());
}

/** The entries of a configuration as arguments. */
export function givenBy({ entries }: DictionaryExpression): Given {
  const keywords = entries.flatMap(({ key, value }): [string, Value][] =>
    key?.kind === 'string' ? [[key.value, valueOf(value)]] : [],
  );
  return { positional: [], keywords: new Map(keywords), complete: true };
}

/** What stands in a configuration is what it is. */
export function valueOf(expression: Expression): Value {
  if (expression.kind === 'list') return { kind: 'list', items: expression.items.map(valueOf) };
  if (expression.kind === 'dictionary') {
    return { kind: 'dictionary', entries: new Map(givenBy(expression).keywords) };
  }
  const { kind } = expression;
  if (kind !== 'string' && kind !== 'number' && kind !== 'constant') return unknown;
  return { kind: 'literal', value: expression.value };
}

export function stringAt(
  { entries }: DictionaryExpression,
  name: string,
): StringExpression | undefined {
  const value = entries.find(({ key }) => key?.kind === 'string' && key.value === name)?.value;
  return value?.kind === 'string' ? value : undefined;
}

export function dictionaryAt(
  { entries }: DictionaryExpression,
  name: string,
): DictionaryExpression | undefined {
  const value = entries.find(({ key }) => key?.kind === 'string' && key.value === name)?.value;
  return value?.kind === 'dictionary' ? value : undefined;
}
