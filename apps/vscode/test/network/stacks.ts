import { readSource, type EditableSource, type Reading, type SourceEdit } from '@actigrad/source';
import { createJudge, type JudgedStack } from '../../src/network/judge-stacks.ts';

const judge = createJudge();

/** The first stack of a Python text, judged. */
export function judgeText(text: string): {
  judged: JudgedStack;
  reading: Reading;
  source: EditableSource;
} {
  const reading = readSource(text, 'python');
  const [stack] = reading.stacks;
  if (!stack) throw new Error('the text has no stack');
  const source: EditableSource = {
    texts: [text],
    reading,
    language: 'python',
    read: ([changed = '']) => readSource(changed, 'python', reading),
  };
  return { judged: judge(stack), reading, source };
}

export function applyEdits(text: string, edits: readonly SourceEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, after }) => changed.slice(0, start) + after + changed.slice(end),
      text,
    );
}

export function torchStack(activation: string, hidden: number, last = ''): string {
  const lines = Array.from({ length: hidden }, () => `    nn.Linear(64, 64), ${activation},`);
  return [
    'from torch import nn',
    'deep = nn.Sequential(',
    ...lines,
    '    nn.Linear(64, 2),',
    `${last})`,
  ].join('\n');
}
