import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSafetensors } from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspect } from '../../src/capture/inspection-thread.ts';
import type { CaptureChoices, CaptureEvent, CaptureSource } from '../../src/capture/report.ts';

const networks = fileURLToPath(new URL('../../../../samples/networks/', import.meta.url));
const badFiles = fileURLToPath(
  new URL('../../../../packages/tensors/test/bad-files/', import.meta.url),
);

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'actigrad-capture-'))));
afterAll(() => rm(folder, { recursive: true }));

async function eventsOf(
  source: CaptureSource,
  choices: CaptureChoices = {},
): Promise<CaptureEvent[]> {
  const events: CaptureEvent[] = [];
  const { signal } = new AbortController();
  await inspect({ source, choices }, (event) => events.push(event), signal);
  return events;
}

function only<K extends CaptureEvent['kind']>(
  events: readonly CaptureEvent[],
  kind: K,
): Extract<CaptureEvent, { kind: K }>[] {
  return events.filter((event) => event.kind === kind) as Extract<CaptureEvent, { kind: K }>[];
}

describe('a captured network', () => {
  test.each([
    ['sigmoid-vanishing', 'vanishing-gradient'],
    ['tanh-saturated', 'saturation'],
    ['relu-dead-init', 'dead-units'],
  ])('%s has the finding that its name promises', async (name, rule) => {
    const events = await eventsOf({ kind: 'file', path: `${networks}${name}.safetensors` });
    const [{ network }] = only(events, 'network') as [Extract<CaptureEvent, { kind: 'network' }>];
    expect(network.problems).toEqual([]);
    const found = (network.findings?.actigrad ?? []).filter(({ severity }) => severity !== 'note');
    expect(found.map((finding) => finding.rule)).toContain(rule);
    expect(events.at(-1)).toEqual({ kind: 'done' });
  });

  test('relu-healthy has no error and no warning', async () => {
    const events = await eventsOf({ kind: 'file', path: `${networks}relu-healthy.safetensors` });
    const [event] = only(events, 'network');
    const severities = event?.network.findings?.actigrad.map(({ severity }) => severity);
    expect(severities?.filter((severity) => severity !== 'note')).toEqual([]);
  });

  test('is told layer by layer, with figures and bins of each of its tensors', async () => {
    const events = await eventsOf({ kind: 'file', path: `${networks}relu-dead-init.safetensors` });
    const [opened] = only(events, 'opened');
    expect(only(events, 'layer').map(({ layer }) => layer.figures.layer)).toEqual(opened?.layers);
    for (const { layer } of only(events, 'layer')) {
      const { preactivation } = layer.tensors;
      const { counts = [], below = NaN, above = NaN } = preactivation?.bins ?? {};
      const counted = counts.reduce((sum, count) => sum + count, below + above);
      expect(counted / (preactivation?.read ?? NaN)).toBeCloseTo(1, 3);
      const dead = layer.units?.active.filter((share) => share === 0).length;
      expect(dead).toBe(layer.figures.deadUnits);
    }
  });

  test('is the same as bytes that only the editor can read', async () => {
    const path = `${networks}tanh-saturated.safetensors`;
    const bytes = new Uint8Array(await readFile(path));
    const ofBytes = await eventsOf({ kind: 'bytes', name: 'tanh-saturated.safetensors', bytes });
    const ofFile = await eventsOf({ kind: 'file', path });
    expect(only(ofBytes, 'network')).toEqual(only(ofFile, 'network'));
  });
});

test('a directory is a series: each file a step, with the findings of that step', async () => {
  const series = join(folder, 'series');
  for (const [step, low] of [
    [2, 0],
    [10, -5],
  ] as const) {
    const data = Float32Array.from({ length: 64 * 8 }, (_, k) => Math.sin(k) + low);
    await writeSafetensorsIn(series, `step-${step}.safetensors`, data, {
      activation: 'relu',
      step: String(step),
    });
  }
  const events = await eventsOf({ kind: 'directory', path: series });
  expect(only(events, 'opened')[0]?.steps).toEqual(['step-2.safetensors', 'step-10.safetensors']);
  const steps = only(events, 'network');
  expect(steps.map(({ index, network }) => [index, network.step])).toEqual([
    [0, 2],
    [1, 10],
  ]);
  const rules = steps.map(({ network }) => network.findings?.actigrad.map(({ rule }) => rule));
  expect(rules[0]).not.toContain('dead-units');
  expect(rules[1]).toContain('dead-units');
});

describe('tensors without layers', () => {
  let path: string;
  beforeAll(async () => {
    path = join(folder, 'plain.safetensors');
    const data = Float32Array.from({ length: 600 }, (_, k) => Math.sin(k) - 0.5);
    await writeSafetensors(path, [
      { name: 'z', dtype: 'F32', shape: [100, 6], data },
      { name: 'ids', dtype: 'I64', shape: [2], data: new Uint8Array(16) },
    ]);
  });

  test('are listed, and measured where they are floats', async () => {
    const events = await eventsOf({ kind: 'file', path });
    const tensors = only(events, 'opened')[0]?.tensors.map(({ name, isFloat }) => [name, isFloat]);
    expect(tensors).toEqual([
      ['ids', false],
      ['z', true],
    ]);
    expect(only(events, 'network')).toEqual([]);
    const [{ figures }] = only(events, 'tensor') as [Extract<CaptureEvent, { kind: 'tensor' }>];
    expect(figures).toMatchObject({ name: 'z', read: 600, nan: 0, infinite: 0, zero: 0 });
    expect(figures.mean).toBeCloseTo(-0.5, 2);
  });

  test('become a layer when one is read as preactivations, with units along any axis', async () => {
    const choices = { activation: 'relu', preactivations: 'z' };
    const [event] = only(await eventsOf({ kind: 'file', path }, choices), 'network');
    expect(event?.network.layers[0]?.figures).toMatchObject({ layer: 'z', units: 6 });
    const other = await eventsOf({ kind: 'file', path }, { ...choices, unitAxis: 0 });
    expect(only(other, 'network')[0]?.network.layers[0]?.figures).toMatchObject({ units: 100 });
  });
});

test('layers whose activation is not named are measured as plain tensors, and say so', async () => {
  const path = join(folder, 'unnamed', 'a.safetensors');
  await writeSafetensorsIn(join(folder, 'unnamed'), 'a.safetensors', new Float32Array(512), {});
  const events = await eventsOf({ kind: 'file', path });
  const [event] = only(events, 'network');
  expect(event?.network.problems).toMatchObject([
    { layer: 'a', code: 'DIAGNOSTICS_ACTIVATION_UNKNOWN' },
  ]);
  expect(only(events, 'tensor').map(({ figures }) => figures.name)).toEqual(['a.preactivation']);
  const chosen = await eventsOf({ kind: 'file', path }, { activation: 'tanh' });
  expect(only(chosen, 'network')[0]?.network.layers[0]?.activation?.id).toBe('tanh');
});

test('a file over 16 MB is previewed by an even sample first, which is near the whole', async () => {
  const path = join(folder, 'large.safetensors');
  const data = Float32Array.from({ length: 40_000 * 128 }, (_, k) => Math.sin(k * k) * 2);
  await writeSafetensors(
    path,
    [{ name: 'a.preactivation', dtype: 'F32', shape: [40_000, 128], data }],
    new Map([['activation', 'tanh']]),
  );
  const events = await eventsOf({ kind: 'file', path });
  expect(events.map(({ kind }) => kind).filter((kind) => kind !== 'progress')).toEqual([
    'opened',
    'preview',
    'layer',
    'network',
    'done',
  ]);
  const [preview] = only(events, 'preview');
  expect(preview?.read).toBeLessThan((preview?.total ?? 0) / 50);
  const [sampled = NaN, whole = NaN] = [preview, only(events, 'network')[0]].map(
    (event) => event?.network?.layers[0]?.figures.preactivationStd ?? NaN,
  );
  expect(sampled / whole).toBeCloseTo(1, 1);
});

interface BadFile {
  readonly path: string;
  readonly expect: string;
}
const manifest = JSON.parse(await readFile(`${badFiles}MANIFEST.json`, 'utf8')) as BadFile[];

describe('an odd or broken file', () => {
  test.each(manifest.filter((entry) => entry.expect.startsWith('reject')))(
    '$path is refused with a message and a code, or read',
    async ({ path, expect: verdict }) => {
      const events = await eventsOf({ kind: 'file', path: join(badFiles, path) });
      const [failed] = only(events, 'failed');
      if (verdict === 'reject-or-read-by-content' && !failed) return;
      expect(failed?.refusal.code).toMatch(/^TENSORS_/);
      expect(failed?.refusal.message.length).toBeGreaterThan(20);
      expect(failed?.refusal.rule).toBeTruthy();
    },
  );

  test.each(manifest.filter((entry) => entry.expect.startsWith('ok')))(
    '$path shows its tensors, if it has any',
    async ({ path, expect: verdict }) => {
      const events = await eventsOf({ kind: 'file', path: join(badFiles, path) });
      if (verdict !== 'ok' && only(events, 'failed').length > 0) return;
      expect(only(events, 'failed')).toEqual([]);
      const [opened] = only(events, 'opened');
      const floats = opened?.tensors.filter(({ isFloat }) => isFloat).map(({ name }) => name);
      expect(only(events, 'tensor').map(({ figures }) => figures.name)).toEqual(floats);
    },
  );
});

async function writeSafetensorsIn(
  directory: string,
  name: string,
  data: Float32Array,
  metadata: Record<string, string>,
): Promise<void> {
  const source = join(folder, name);
  const shape = [data.length / 8, 8];
  await writeSafetensors(
    source,
    [{ name: 'a.preactivation', dtype: 'F32', shape, data }],
    new Map(Object.entries(metadata)),
  );
  await cp(source, join(directory, name));
}
