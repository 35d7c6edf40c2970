import { readdirSync, readFileSync } from 'node:fs';
import { openTensors } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { inspectCapture, inspectSeries, type Finding } from '@actigrad/diagnostics';
import { openCaptures } from '@actigrad/diagnostics/node';

interface Judged {
  /** The rules that may say what is wrong; none for a sound network. */
  readonly sick: readonly string[];
  readonly firstLoss: number;
  readonly lastLoss: number;
}

/** Networks that PyTorch trained, captured by the hook of samples/capture: see fixtures/judged/generate.py. */
const folder = new URL('fixtures/judged/small/', import.meta.url);
const judged = JSON.parse(readFileSync(new URL('judged.json', folder), 'utf8')) as {
  readonly [name: string]: Judged;
};
const alarms = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity !== 'note');

describe.each(Object.entries(judged))('the network %s', (name, { sick, firstLoss, lastLoss }) => {
  const directory = new URL(`${name}/`, folder).pathname;

  it('raises an alarm at the end of training if it is sick, and only then', async () => {
    const { findings, series } = await inspectSeries(openCaptures(directory));
    expect(series.steps.length).toBeGreaterThan(1);
    const rules = alarms(findings).map(({ rule }) => rule);
    if (sick.length === 0) expect(alarms(findings)).toEqual([]);
    else expect(sick.some((rule) => rules.includes(rule))).toBe(true);
    // The judgement itself: a sound network has learned, a sick one has not.
    expect(lastLoss < 0.85 * firstLoss).toBe(sick.length === 0);
  });

  it('raises none at any step if it is sound', async () => {
    for (const file of readdirSync(directory)) {
      await using capture = await openTensors(`${directory}${file}`);
      const { findings, layers } = await inspectCapture(capture);
      expect(
        layers.every(({ gradL2, updateRatio }) => gradL2 !== null || updateRatio !== null),
      ).toBe(true);
      if (sick.length === 0) expect(alarms(findings), file).toEqual([]);
    }
  });
});
