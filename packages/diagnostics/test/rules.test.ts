import { describe, expect, it } from 'vitest';
import {
  diagnose,
  inspectCapture,
  inspectSeries,
  measureCapture,
  presets,
  rules,
  tensorOf,
  type Capture,
  type Finding,
} from '@actigrad/diagnostics';
import { captureOf, fill, type Rows } from './support.ts';

const spread = (row: number, column: number) => Math.sin(row * 12.9898 + column * 78.233) * 1.7;
const healthy = fill(64, 8, spread);
const times = (rows: Rows, factor: number): Rows =>
  rows.map((row) => row.map((value) => value * factor));

async function findings(capture: Capture, rule: string): Promise<Finding[]> {
  return (await inspectCapture(capture)).findings.filter((finding) => finding.rule === rule);
}

const withGradients = (gradients: readonly number[], activation = 'tanh') =>
  captureOf(
    Object.fromEntries(
      gradients.flatMap((size, index) => [
        [`layer${index}.preactivation`, healthy],
        [`layer${index}.preactivation.grad`, times(healthy, size)],
      ]),
    ),
    { activation },
  );

const restingAt = (x: number) =>
  captureOf(
    {
      'a.preactivation': fill(64, 8, (row) => (row % 2 === 0 ? x : 1)),
      'b.preactivation': fill(64, 8, () => x),
    },
    { activation: 'elu' },
  );

const partlyDead = (share: number, samples = 64) =>
  fill(
    samples,
    10,
    (row, column) => (column < share * 10 ? -5 : row % 2) + spread(row, column) / 10,
  );

const dyingAt = (index: number) =>
  captureOf(
    {
      'a.preactivation':
        index < 2 ? healthy : fill(64, 8, (row, column) => spread(row, column) - 9),
      'a.weight': fill(
        8,
        8,
        (row, column) => spread(row, column) + (index < 2 ? index * 1e-3 : index * 1e-3 - 4),
      ),
    },
    { activation: 'relu', step: String(index) },
  );

const growingBy = (factor: number) =>
  captureOf(
    Object.fromEntries(
      [0, 1, 2, 3].map((k) => [`layer${k}.preactivation`, times(healthy, factor ** k)]),
    ),
    { activation: 'tanh' },
  );

const deadWithWeights = {
  'a.preactivation': partlyDead(0.6),
  'a.weight': healthy,
  'a.weight.grad': healthy,
};

const withSlopes = (alpha: readonly number[]) =>
  captureOf(
    { 'a.preactivation': fill(64, 4, spread), 'a.alpha': [alpha] },
    { activation: 'prelu' },
  );

const shiftedWeights = (shift: number) =>
  captureOf(
    {
      'a.preactivation': healthy,
      'a.weight': fill(8, 8, (row, column) => spread(row, column) + shift),
    },
    { activation: 'tanh' },
  );

const findingsAfterStep = async (shift: number) =>
  diagnose({
    network: await measureCapture(shiftedWeights(shift), { previous: shiftedWeights(0) }),
  });

describe('every rule', () => {
  for (const rule of rules.values()) {
    it(`${rule.id} says what it compares, from where, and what to do`, () => {
      for (const words of [rule.title, rule.formula, rule.source, rule.remedy])
        expect(words.length).toBeGreaterThan(5);
      for (const threshold of Object.values(rule.thresholds)) {
        expect(threshold.meaning.length).toBeGreaterThan(5);
        expect(threshold.default).not.toBeNaN();
      }
    });
  }

  it('says nothing of a layer that is well', async () => {
    const capture = captureOf(
      {
        'a.preactivation': healthy,
        'a.activation': healthy,
        'a.preactivation.grad': healthy,
        'a.weight': healthy,
        'a.weight.grad': times(healthy, 0.1),
      },
      { activation: 'tanh', learningRate: '0.01' },
    );
    expect((await inspectCapture(capture)).findings).toEqual([]);
  });
});

describe('rules', () => {
  it('see a gradient vanish and explode on its way back', async () => {
    expect(await findings(withGradients([1e-4, 1]), 'vanishing-gradient')).toMatchObject([
      { layer: 'layer0', severity: 'error' },
    ]);
    expect(await findings(withGradients([3e-3, 1]), 'vanishing-gradient')).toMatchObject([
      { layer: 'layer0', severity: 'warning' },
    ]);
    expect(await findings(withGradients([0, 1]), 'vanishing-gradient')).toMatchObject([
      { severity: 'error', figure: 0 },
    ]);
    expect(await findings(withGradients([1e4, 1]), 'exploding-gradient')).toMatchObject([
      { layer: 'layer0', severity: 'error' },
    ]);
    expect(await findings(withGradients([0.5, 1]), 'vanishing-gradient')).toEqual([]);
  });

  it('tell the side on which a function saturates', async () => {
    const capture = captureOf(
      { 'a.preactivation': fill(64, 8, () => 0), 'b.preactivation': fill(64, 8, () => -9) },
      { activation: 'sigmoid' },
    );
    const [finding] = await findings(capture, 'saturation');
    expect(finding).toMatchObject({ layer: 'b', severity: 'error', figure: 1 });
    expect(finding!.message).toContain('left 100 %, right 0 %');
  });

  it('let a function that is flat on one side rest there, and not live there', async () => {
    expect(await findings(restingAt(-8), 'saturation')).toMatchObject([{ layer: 'b' }]);
  });

  it('tell why units are dead at step 0 and after', async () => {
    const cause = async (metadata: object) =>
      (
        await findings(
          captureOf({ 'a.preactivation': partlyDead(0.6) }, { activation: 'relu', ...metadata }),
          'dead-units',
        )
      )[0];
    expect(await cause({ step: '0' })).toMatchObject({
      severity: 'error',
      cause: 'initialisation',
    });
    expect(await cause({ step: '9' })).toMatchObject({ cause: 'bias' });
    const [finding] = await findings(
      captureOf(deadWithWeights, { activation: 'relu', step: '9', learningRate: '0.5' }),
      'dead-units',
    );
    expect(finding).toMatchObject({ cause: 'learning-rate' });
  });

  it('take few samples for no proof of death', async () => {
    expect(
      await findings(
        captureOf({ 'a.preactivation': partlyDead(1, 4) }, { activation: 'relu' }),
        'dead-units',
      ),
    ).toMatchObject([{ severity: 'note' }]);
  });

  it('do not call units dead where as many are always on: samples have grown alike', async () => {
    const alike = fill(
      64,
      10,
      (row, column) => (column % 2 === 0 ? 3 : -3) + spread(row, column) / 10,
    );
    expect(
      await findings(captureOf({ 'a.preactivation': alike }, { activation: 'relu' }), 'dead-units'),
    ).toEqual([]);
  });

  it('see the step that killed units', async () => {
    const { findings: found, series } = await inspectSeries([0, 1, 2, 3].map(dyingAt));
    expect(found.find(({ rule }) => rule === 'dead-units')).toMatchObject({
      cause: 'learning-rate',
      severity: 'error',
    });
    expect(series.layers.get('a')!.deaths).toHaveLength(8);
    expect(series.layers.get('a')!.deaths[0]).toEqual({ unit: 0, index: 2, step: 2 });
  });

  it('note outputs far from 0 and weight gradients of one sign', async () => {
    const capture = captureOf(
      {
        'a.activation': fill(9, 4, (row) => 0.5 + row / 100),
        'a.weight.grad': fill(4, 9, (row) => row + 1),
      },
      { activation: 'sigmoid' },
    );
    expect(await findings(capture, 'not-zero-centred')).toMatchObject([{ severity: 'note' }]);
    expect(await findings(capture, 'sign-coherence')).toMatchObject([
      { severity: 'note', figure: 1 },
    ]);
  });

  it('see the signal fade and grow from layer to layer', async () => {
    expect(await findings(growingBy(0.1), 'poor-initialisation')).toMatchObject([
      { layer: 'layer3', severity: 'warning' },
    ]);
    expect(await findings(growingBy(10), 'poor-initialisation')).toHaveLength(1);
    expect(await findings(growingBy(1.2), 'poor-initialisation')).toEqual([]);
  });

  it('see steps that are too large, and weights that stay', async () => {
    expect(await findingsAfterStep(0.5)).toMatchObject([
      { rule: 'update-ratio', severity: 'warning' },
    ]);
    expect(await findingsAfterStep(5)).toMatchObject([{ rule: 'update-ratio', severity: 'error' }]);
    expect(await findingsAfterStep(0)).toMatchObject([
      { rule: 'unchanged-weights', severity: 'warning', figure: 0 },
    ]);
    expect(await findingsAfterStep(1e-3)).toEqual([]);
  });

  it('count what is not finite, by kind', async () => {
    const capture = captureOf(
      {
        'a.preactivation': [
          [NaN, 1],
          [Infinity, 2],
        ],
      },
      { activation: 'relu' },
    );
    const [finding] = await findings(capture, 'non-finite');
    expect(finding).toMatchObject({ severity: 'error', figure: 2 });
    expect(finding!.message).toContain('1 NaN, 1 +Infinity');
  });

  it('note learned slopes that collapse, and warn where most cross 1', async () => {
    expect(await findings(withSlopes([0.2, 0.001, 0.3, 0.25]), 'learned-slope')).toMatchObject([
      { severity: 'note' },
    ]);
    const [crossing] = await findings(withSlopes([1, 1.2, 2, 0.25]), 'learned-slope');
    expect(crossing).toMatchObject({ severity: 'warning', figure: 0.75 });
    expect(await findings(withSlopes([0.25]), 'learned-slope')).toEqual([]);
  });

  it('see pieces that never win, the first of equals winning', async () => {
    const pieces = tensorOf([2, 2, 2], Float32Array.of(1, 0, 0, 0, 2, 1, 0, 1));
    const capture = {
      tensors: new Map([['a.pieces', pieces]]),
      metadata: new Map<string, string>(),
    };
    expect(await findings(capture, 'idle-pieces')).toMatchObject([
      { severity: 'warning', figure: 0.25 },
    ]);
  });
});

describe('limits', () => {
  it('of every preset name rules and thresholds that exist', () => {
    for (const { limits } of Object.values(presets)) {
      for (const [id, given] of Object.entries(limits)) {
        expect([...rules.keys()]).toContain(id);
        for (const name of Object.keys(given))
          expect(Object.keys(rules.get(id)!.thresholds), id).toContain(name);
      }
    }
  });

  it('of your own go over those of a preset, and leave rules out', async () => {
    const network = await measureCapture(
      captureOf({ 'a.preactivation': fill(64, 8, () => 9) }, { activation: 'tanh' }),
    );
    expect(diagnose({ network })).toMatchObject([{ rule: 'saturation' }]);
    expect(diagnose({ network }, { limits: { saturation: false } })).toEqual([]);
    expect(
      diagnose(
        { network },
        { preset: 'karpathy', limits: { saturation: { share: 2, severeShare: 2 } } },
      ),
    ).toEqual([]);
  });

  it('are refused with a code when unknown or not a number', () => {
    const network = { step: null, layers: [] };
    const wrong = [
      { preset: 'none' },
      { limits: { 'no-rule': {} } },
      { limits: { saturation: { width: 1 } } },
      { limits: { saturation: { share: NaN } } },
    ];
    for (const options of wrong) {
      expect(() => diagnose({ network }, options as never)).toThrow(
        expect.objectContaining({ code: 'DIAGNOSTICS_OPTION' }),
      );
    }
  });
});
