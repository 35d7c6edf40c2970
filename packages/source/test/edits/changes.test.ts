import { readFileSync } from 'node:fs';
import { activations } from '@actigrad/core';
import {
  changeStack,
  explainRefusal,
  isCurrent,
  readSource,
  type EditableSource,
  type SourceEdit,
  type Stack,
  type StackChanges,
} from '@actigrad/source';
import { expect, it } from 'vitest';

interface Case {
  readonly title: string;
  readonly language: 'python' | 'typescript';
  readonly text: string;
  readonly changes: string;
  /** The changed text, or the refusal. */
  readonly expected: string;
}

const cases = readFileSync(new URL('changes.txt', import.meta.url), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section): Case => {
    const [title = ''] = section.split('\n');
    const [[, language, text] = [], [, , after] = []] =
      section.matchAll(/^```(\w+)\n([^]*?)^```$/gm);
    const [changes = '', refusal] = [...section.matchAll(/^- (.*)$/gm)].map(([, line]) => line!);
    return {
      title,
      language: language as Case['language'],
      text: text!,
      changes,
      expected: after ?? refusal!,
    };
  });

it.each(cases)('$title', ({ language, text, changes, expected }) => {
  const source = sourceOf(text, language);
  const stack = source.reading.stacks.at(-1)!;
  const plan = changeStack(source, stack, changesOf(stack, changes));
  if ('refused' in plan) return expect(`refused: ${explainRefusal(plan)}`).toBe(expected);
  expect(apply(text, plan.edits)).toBe(expected);
  // Once written there is nothing left to do.
  const written = sourceOf(expected, language);
  const again = written.reading.stacks.at(-1)!;
  const { activations: _, ...rest } = changesOf(again, changes);
  const nothing = changeStack(written, again, rest);
  expect('refused' in nothing ? explainRefusal(nothing) : nothing.edits).toEqual([]);
});

it('tells a text that was changed meanwhile, though the edits are mere insertions', () => {
  const source = sourceOf(cases[0]!.text, 'python');
  expect(isCurrent(source, source.texts)).toBe(true);
  expect(isCurrent(source, [`# typed meanwhile\n${cases[0]!.text}`])).toBe(false);
  expect(isCurrent(source, [])).toBe(false);
});

function sourceOf(text: string, language: Case['language']): EditableSource {
  return {
    texts: [text],
    reading: readSource(text, language),
    language: language === 'python' ? 'python' : 'javascript',
    read: ([changed = '']) => readSource(changed, language),
  };
}

/** `width 32, bias false, initializer he_normal, activation relu to tanh` */
function changesOf({ layers }: Stack, line: string): StackChanges {
  return Object.assign(
    {},
    ...line.split(', ').map((part): StackChanges => {
      const [what, value = '', ...rest] = part.split(' ');
      if (what === 'width') return { width: Number(value) };
      if (what === 'bias') return { bias: value === 'true' };
      if (what === 'activation') {
        const id = rest.at(-1)!;
        const { parameters } = activations.get(id)!;
        return {
          activations: layers.flatMap(({ activation }, layer) =>
            activation === value
              ? [{ layer, function: id, parameters: parameters as Record<string, number> }]
              : [],
          ),
        };
      }
      if (value === 'framework') return { initializer: null };
      return {
        initializer: rest[0]
          ? { name: value, parameters: { scale: Number(rest[0]), mode: 'fan_in' } }
          : { name: value, parameters: {} },
      };
    }),
  ) as StackChanges;
}

function apply(text: string, edits: readonly SourceEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, after }) => changed.slice(0, start) + after + changed.slice(end),
      text,
    );
}

it('keeps the ends of lines of a text', () => {
  const text =
    'from torch import nn\r\nnet = nn.Sequential(\r\n  nn.Linear(\r\n    8,\r\n    1,\r\n  ),\r\n)\r\n';
  const source = sourceOf(text, 'python');
  const plan = changeStack(source, source.reading.stacks[0]!, { bias: false });
  if ('refused' in plan) return expect(explainRefusal(plan)).toBe('');
  expect(apply(text, plan.edits)).toBe(text.replace('    1,', '    1,\r\n    bias=False,'));
});
