import { readSource } from '@actigrad/source';
import { expect, test } from 'vitest';
import { createJudge } from '../../src/network/judge-stacks.ts';
import { createTextJudge } from '../../src/network/judge-text.ts';
import { predict, simulate } from '../../src/network/run-network.ts';
import { createReader, type SourceText } from '../../src/reader.ts';
import { torchStack } from './stacks.ts';

/** 3,000 lines with 300 networks, of 30 different widths. */
const lines = ['from torch import nn', ''];
while (lines.length < 3000) {
  const width = 16 + (lines.length % 30);
  lines.push(
    `net${lines.length} = nn.Sequential(`,
    ...[1, 2, 3, 4].map(() => `    nn.Linear(${width}, ${width}), nn.Sigmoid(),`),
    `    nn.Linear(${width}, 2))`,
    '',
    '# A network of several.',
    'count = 1',
    '',
  );
}
const text = lines.join('\n');

function version(number: number): SourceText {
  const edited = text.replace('count = 1', `count = ${number}`);
  return {
    id: 'networks.py',
    version: String(number),
    read: (previous) => readSource(edited, 'python', previous),
  };
}

test('the networks of a long file are judged one at a turn, so that typing has its own', async () => {
  const judge = createTextJudge(createReader(), createJudge());
  const { stacks: first } = await judge(version(1));
  let turns = 0;
  let longestMs = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
    turns++;
  }, 0);
  const before = performance.now();
  const { stacks } = await judge(version(2));
  clearInterval(ticking);
  console.log(
    `after an edit: ${stacks.length} networks in ${lines.length} lines judged in ${(performance.now() - before).toFixed(0)} ms, ` +
      `in ${turns} turns, the longest of ${longestMs.toFixed(0)} ms (reading what changed)`,
  );
  expect(stacks).toHaveLength(300);
  expect(stacks.map(({ verdict }) => verdict?.layers)).toEqual(
    first.map(({ verdict }) => verdict?.layers),
  );
  expect(turns).toBeGreaterThan(30);
}, 60_000);

test('a version is judged once', async () => {
  const judge = createTextJudge(createReader(), createJudge());
  const [a, b] = await Promise.all([judge(version(3)), judge(version(3))]);
  expect(a).toBe(b);
});

test.each([2, 8, 48])(
  'a simulation of %d layers is bounded; how long it takes is printed',
  (depth) => {
    const [stack] = readSource(
      torchStack('nn.Tanh()', depth - 1).replaceAll('64', '512'),
      'python',
    ).stacks;
    const names = () => Array.from({ length: depth }, (_, index) => `layer ${index + 1}`);
    const start = performance.now();
    const predicted = stack && predict(stack, names);
    const between = performance.now();
    if (!predicted || !('predicted' in predicted)) throw new Error('the stack is not known');
    const layers = simulate(predicted, 1, names);
    let pauses = 0;
    let step = layers.next();
    for (; !step.done; step = layers.next()) pauses++;
    const { simulated, simulatedWidth } = step.value;
    console.log(
      `${depth} layers of 512: predicted in ${(between - start).toFixed(0)} ms, ` +
        `simulated with ${simulatedWidth} units a layer in ${(performance.now() - between).toFixed(0)} ms`,
    );
    expect(simulated?.layers).toHaveLength(depth);
    expect(simulatedWidth).toBeLessThanOrEqual(128);
    // After each layer forward, and each but the first backward.
    expect(pauses).toBe(2 * depth - 1);
  },
);
