import { fileURLToPath } from 'node:url';
import { darkPalette } from '@actigrad/plot';
import { beforeAll, describe, expect, test } from 'vitest';
import { afterEvent, newCapture, type CaptureState } from '../../src/capture/capture-state.ts';
import { inspect } from '../../src/capture/inspection-thread.ts';
import type { CaptureChoices } from '../../src/capture/report.ts';
import { firstSelection, type CaptureSelection } from '../../src/capture/selection.ts';
import { captureSections } from '../../src/capture/view/capture-view.ts';
import { english } from '../../src/words.ts';
import type { Section } from '../../shared/protocol.ts';

const samples = fileURLToPath(new URL('../../../../samples/networks/', import.meta.url));
const badFiles = fileURLToPath(
  new URL('../../../../packages/tensors/test/bad-files/', import.meta.url),
);

async function read(path: string, choices: CaptureChoices = {}): Promise<CaptureState> {
  let state = newCapture('a file', choices);
  const source = { kind: 'file', path } as const;
  const { signal } = new AbortController();
  await inspect({ source, choices }, (event) => (state = afterEvent(state, event, 1)), signal);
  return state;
}

function pageOf(state: CaptureState, selection: Partial<CaptureSelection> = {}): Section[] {
  return [...captureSections(state, { ...firstSelection, ...selection }, darkPalette, english)];
}

function section(page: readonly Section[], id: string): string {
  return page.find((each) => each.id === id)?.html ?? '';
}

function figuresOf(page: readonly Section[]): string[] {
  const all = page.map(({ html }) => html).join('');
  return [...all.matchAll(/data-figure="([^"]+)"/g)].map(([, id]) => id as string);
}

describe('the page of a captured network', () => {
  let state: CaptureState;
  beforeAll(async () => void (state = await read(`${samples}tanh-saturated.safetensors`)));

  test('begins with the worst finding, its layers and its remedy', () => {
    const findings = section(pageOf(state), 'findings');
    expect(findings).toContain('Saturation');
    expect(findings).toContain('initialise with smaller weights');
    expect(findings).toMatch(/data-action="layer"\s+data-value="layer\d"/);
  });

  test('shows the layer that the worst finding is about, until another is chosen', () => {
    const worst = state.networks[0]?.findings?.actigrad[0]?.layer ?? '';
    expect(section(pageOf(state), 'layer')).toContain(`<h2>${worst}</h2>`);
    const other = state.networks[0]?.layers.at(-1)?.figures.layer ?? '';
    expect(section(pageOf(state, { layer: other }), 'layer')).toContain(`<h2>${other}</h2>`);
  });

  test('has a picture of each kind, each with its table', () => {
    expect(figuresOf(pageOf(state))).toEqual([
      'gradient',
      'preactivations',
      'activity',
      'histogram',
      'units',
      'false-gradient',
    ]);
  });

  test('judges by the limits of the preset that is chosen', () => {
    const [ours, theirs] = (['actigrad', 'sagemaker'] as const).map((preset) =>
      section(pageOf(state, { preset }), 'findings'),
    );
    expect(ours).not.toBe(theirs);
  });
});

test('a refused file says what is wrong, the rule and the code, and nothing else', async () => {
  const page = pageOf(await read(`${badFiles}npy/bad_huge_shape.npy`));
  const refusal = section(page, 'refusal');
  expect(refusal).toContain('role="alert"');
  expect(refusal).toContain('TENSORS_SHAPE_TOO_LARGE');
  expect(refusal).toContain('the bytes of a tensor can be counted exactly');
  const shown = page.filter(({ html }) => html.trim() !== '').map(({ id }) => id);
  expect(shown).toEqual(['header', 'refusal']);
});

test('a plain tensor is shown with its values, and the names that layers are found by', async () => {
  const page = pageOf(await read(`${badFiles}npy/ok_f2.npy`));
  expect(section(page, 'names')).toContain('&lt;layer&gt;.preactivation');
  expect(section(page, 'tensors')).toContain('ok_f2');
  expect(figuresOf(page)).toEqual(['tensor']);
});

test('text of a file is shown, never obeyed', async () => {
  const state = await read(`${badFiles}npy/ok_f2.npy`);
  const hostile = '<img src=x onerror=alert(1)>';
  const html = pageOf({ ...state, name: hostile })
    .map((each) => each.html)
    .join('');
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x');
});
