import { leakyRelu, relu } from '@actigrad/core';
import { describe, expect, it } from 'vitest';
import { inspectCapture, tensorOf } from '@actigrad/diagnostics';
import { captureOf, fill } from './support.ts';

const ramp = fill(40, 4, (row, column) => (row - 20) / 5 + column / 10);

describe('inspecting a capture', () => {
  it('gives null for what was not captured', async () => {
    const { layers } = await inspectCapture(
      captureOf({ 'a.preactivation': ramp }, { activation: 'tanh' }),
    );
    expect(layers[0]).toMatchObject({
      layer: 'a',
      units: 4,
      samples: 40,
      deadUnits: 0,
      activationMean: null,
      activationStd: null,
      positiveFraction: null,
      gradL2: null,
      weightGradL2: null,
      weightL2: null,
      gradMeanAbs: null,
      signCoherence: null,
      updateRatio: null,
    });
  });

  it('gives null for slopes where only outputs were captured', async () => {
    const { layers } = await inspectCapture(
      captureOf({ 'a.activation': ramp }, { activation: 'relu' }),
    );
    expect(layers[0]).toMatchObject({
      units: 4,
      deadUnits: null,
      slopeBelow1Percent: null,
      preactivationMean: null,
    });
    expect(layers[0]!.activationMean).toBeCloseTo(0.05, 6);
  });

  it('takes layers in natural order', async () => {
    const tensors = {
      'layer10.preactivation': ramp,
      'layer2.preactivation': ramp,
      'layer1.preactivation': ramp,
    };
    const { layers } = await inspectCapture(captureOf(tensors, { activation: 'relu' }));
    expect(layers.map(({ layer }) => layer)).toEqual(['layer1', 'layer2', 'layer10']);
  });

  it('takes the activation from the option before the metadata, one for all or one a layer', async () => {
    const capture = captureOf(
      { 'a.preactivation': ramp, 'b.preactivation': ramp },
      { activation: 'no such function' },
    );
    const zeros = async (activation: Parameters<typeof inspectCapture>[1]) =>
      (await inspectCapture(capture, activation)).layers.map(({ slopeZero }) => slopeZero);
    expect(await zeros({ activation: 'LeakyReLU' })).toEqual([0, 0]);
    expect((await zeros({ activation: { a: relu, b: leakyRelu } }))[0]).toBeGreaterThan(0.4);
    await expect(inspectCapture(capture)).rejects.toMatchObject({
      code: 'DIAGNOSTICS_ACTIVATION_UNKNOWN',
    });
    await expect(inspectCapture(capture, { activation: { a: relu } })).rejects.toThrow(
      'no such function',
    );
  });

  it('reads parameters and the activation of one layer from the metadata', async () => {
    const capture = captureOf(
      { 'a.preactivation': ramp, 'b.preactivation': ramp },
      { activation: 'leaky-relu', 'activation.slope': '0.001', 'b.activation': 'tanh' },
    );
    const { layers } = await inspectCapture(capture);
    expect(layers[0]!.slopeBelow1Percent).toBeGreaterThan(0.4);
    expect(layers[1]!.slopeBelow1Percent).toBeLessThan(0.3);
  });

  it('refuses what is no capture, with a code', async () => {
    const cases = [
      [captureOf({}), 'DIAGNOSTICS_NO_LAYERS'],
      [captureOf({ weight: ramp }, { activation: 'relu' }), 'DIAGNOSTICS_NO_LAYERS'],
      [captureOf({ 'a.preactivation': ramp }), 'DIAGNOSTICS_ACTIVATION_UNKNOWN'],
      [
        captureOf({ 'a.preactivation': ramp, 'a.activation': [[1]] }, { activation: 'relu' }),
        'DIAGNOSTICS_SHAPE',
      ],
      [
        captureOf({ 'a.preactivation': ramp }, { activation: 'relu', step: 'soon' }),
        'DIAGNOSTICS_OPTION',
      ],
      [
        captureOf({ 'a.preactivation': ramp, 'a.alpha': [[1, 2]] }, { activation: 'prelu' }),
        'DIAGNOSTICS_SHAPE',
      ],
      [captureOf({ 'a.pieces': ramp }), 'DIAGNOSTICS_SHAPE'],
    ] as const;
    for (const [capture, code] of cases)
      await expect(inspectCapture(capture)).rejects.toMatchObject({ code });
  });

  it('finds the units of images along axis 1, and of other layouts where it is told', async () => {
    const image = tensorOf(
      [2, 3, 2, 2],
      Float32Array.from({ length: 24 }, (_, k) => (Math.floor(k / 4) % 3) - 1),
    );
    const capture = {
      tensors: new Map([['conv.preactivation', image]]),
      metadata: new Map([['activation', 'relu']]),
    };
    expect((await inspectCapture(capture)).layers[0]).toMatchObject({
      units: 3,
      samples: 8,
      deadUnits: 2,
    });
    expect((await inspectCapture(capture, { unitAxis: 3 })).layers[0]).toMatchObject({
      units: 2,
      samples: 12,
      deadUnits: 0,
    });
  });
});
