import { activation, activations } from '@actigrad/core';
import { darkPalette } from '@actigrad/plot';
import { describe, expect, test } from 'vitest';
import { english } from '../../src/words.ts';
import { curveContent, curvesOf, readAt, spreadContent } from '../../webview/function/figures.ts';
import { inputsOf } from '../../webview/function/inputs.ts';
import { computeOutcome } from '../../webview/function/outcome.ts';
import { crosshairTable, verdict } from '../../webview/function/readouts.ts';
import { readState } from '../../webview/function/state.ts';

const stateOf = (id: string, more: object = {}) => readState({ functions: [{ id }], ...more });

describe.each([...activations.keys()])('%s', (id) => {
  test('outcome under N(0, 1) is that of its facts', () => {
    const each = activation(id);
    const { normal } = each.facts();
    const outcome = computeOutcome(each, inputsOf(stateOf(id), ''));
    // 1,201 places against an exact quadrature that knows the kinks; squares of e^x weigh the tails.
    expect(outcome.mean).toBeCloseTo(normal.mean, 2);
    expect(outcome.slopeMeanSquare / normal.slopeMeanSquare).toBeCloseTo(1, 1);
    expect(outcome.saturated).toBeGreaterThanOrEqual(outcome.dead);
  });

  test('is drawn with its curves and their numbers', () => {
    const state = stateOf(id, { derivatives: 2 });
    const data = curvesOf(state, inputsOf(state, ''), english);
    const { svg, table } = curveContent(data, state, darkPalette, { width: 680, height: 300 });
    expect(svg).toMatch(/^<svg /);
    expect(table.columns.map(({ label }) => label)).toEqual(['x', 'f(x)', 'f′(x)', 'f″(x)']);
    expect(table.rows.length).toBeGreaterThan(100);
  });
});

test('the crosshair reads the kernels, with every digit', () => {
  const { html } = crosshairTable(stateOf('sigmoid', { x: 20 }));
  expect(html).toContain(String(activation('sigmoid').slope(20)).replace('-', '−'));
});

test('f″ is the slope of the slope', () => {
  const x = Float64Array.of(0.5);
  // tanh'' = -2 tanh (1 - tanh²)
  const t = Math.tanh(0.5);
  expect(readAt(activation('tanh'), 'curvature', x)[0]).toBeCloseTo(-2 * t * (1 - t * t), 7);
});

function say(id: string): string {
  const state = stateOf(id);
  const outcomes = state.functions.map((each) => computeOutcome(each, inputsOf(state, '')));
  return verdict(state, outcomes, english).html;
}

test('eight sigmoid layers vanish, eight of tanh get through', () => {
  expect(say('sigmoid')).toContain('it vanishes');
  expect(say('tanh')).toContain('it gets through');
});

test('captured inputs take the place of the normal ones', () => {
  const captured = { name: 'layer3', edges: [-2, -1, 0], counts: [3, 1] };
  const state = stateOf('relu', { captured });
  const outcome = computeOutcome(activation('relu'), inputsOf(state, 'layer3'));
  expect(outcome.dead).toBe(1);
  const { svg } = spreadContent('outputs', activation('relu'), outcome, darkPalette, english);
  expect(svg).toMatch(/^<svg /);
});

test.each([
  [null],
  ['text'],
  [{ functions: [{ id: 'nothing' }], mean: 'x', std: -1, depth: 1e9, captured: { name: 'a' } }],
])('whatever was remembered, %j, gives a state that can be shown', (saved) => {
  const state = readState(saved);
  expect(state.functions).toHaveLength(1);
  expect(state.std).toBeGreaterThan(0);
  expect(state.depth).toBeLessThanOrEqual(64);
  expect(state.captured).toBeUndefined();
});
