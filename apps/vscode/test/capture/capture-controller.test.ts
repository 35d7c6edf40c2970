import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { darkPalette } from '@actigrad/plot';
import { writeSafetensors } from '@actigrad/tensors/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CaptureController,
  type CaptureSurroundings,
} from '../../src/capture/capture-controller.ts';
import { capturedFunction } from '../../src/capture/captured-inputs.ts';
import { inspect } from '../../src/capture/inspection-thread.ts';
import { PanelCapture } from '../../src/capture/panel-capture.ts';
import type { CaptureSource, LayerView } from '../../src/capture/report.ts';
import type { Page } from '../../src/panel/view.ts';
import { english } from '../../src/words.ts';

type Message = Parameters<Page['post']>[0];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'actigrad-series-'));
  for (const [step, low] of [
    [0, 0],
    [5, -1],
    [10, -4],
  ] as const) {
    const data = Float32Array.from({ length: 64 * 8 }, (_, k) => Math.sin(k) + low);
    await writeSafetensors(
      join(folder, `step-${step}.safetensors`),
      [{ name: 'a.preactivation', dtype: 'F32', shape: [64, 8], data }],
      new Map(Object.entries({ activation: 'relu', step: String(step) })),
    );
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** A page as the controller sees it: it keeps what it is sent. */
function createPage(): {
  readonly parts: Map<string, string>;
  readonly remembered: unknown[];
  readonly used: LayerView[];
  readonly surroundings: CaptureSurroundings;
} {
  const parts = new Map<string, string>();
  const remembered: unknown[] = [];
  const used: LayerView[] = [];
  const post = (message: Message): void => {
    if (message.kind === 'remember') remembered.push(message.state);
    if (message.kind !== 'sections') return;
    for (const { id, html } of message.sections) parts.set(id, html);
  };
  const surroundings: CaptureSurroundings = {
    post,
    palette: () => darkPalette,
    t: english,
    inspect: (source, choices, onEvent, signal) => inspect({ source, choices }, onEvent, signal),
    useInputs: (layer) => used.push(layer),
    insertHook: () => {},
  };
  return { parts, remembered, used, surroundings };
}

async function act(controller: CaptureController, action: string, value = ''): Promise<void> {
  await controller.answers.act?.({ action, value }, new AbortController().signal);
}
async function choose(controller: CaptureController, name: string, value: string): Promise<void> {
  await controller.answers.choose?.({ name, value }, new AbortController().signal);
}

describe('a capture on its page', () => {
  const path = fileURLToPath(
    new URL('../../../../samples/networks/tanh-saturated.safetensors', import.meta.url),
  );
  const source: CaptureSource = { kind: 'file', path };

  test('is drawn part by part, in the order of the page', async () => {
    const { parts, surroundings } = createPage();
    const controller = new CaptureController('tanh', source, surroundings);
    controller.start(undefined);
    await expect.poll(() => parts.get('tensors'), { timeout: 10_000 }).toContain('layer0.weight');
    expect([...parts.keys()]).toEqual([
      'header',
      'progress',
      'refusal',
      'findings',
      'controls',
      'names',
      'layers',
      'preactivations',
      'activity',
      'layer',
      'series',
      'tensors',
    ]);
    controller.dispose();
  });

  test('remembers what was chosen, and is shown so again after a reload', async () => {
    const first = createPage();
    const controller = new CaptureController('tanh', source, first.surroundings);
    controller.start(undefined);
    await choose(controller, 'preset', 'karpathy');
    await act(controller, 'layer', 'layer2');
    await choose(controller, 'unitAxis', '1');
    controller.dispose();

    const second = createPage();
    const reloaded = new CaptureController('tanh', source, second.surroundings);
    reloaded.start(first.remembered.at(-1));
    await expect.poll(() => second.parts.get('layer')).toContain('<h2>layer2</h2>');
    const controls = second.parts.get('controls');
    expect(controls).toMatch(/value="karpathy"\s+selected/);
    expect(controls).toMatch(/value="1"\s+selected/);
    reloaded.dispose();
  });

  test('gives the inputs of a layer to the Function view', async () => {
    const { parts, used, surroundings } = createPage();
    const controller = new CaptureController('tanh', source, surroundings);
    controller.start(undefined);
    await expect.poll(() => parts.get('layer'), { timeout: 10_000 }).toContain('use-inputs');
    await act(controller, 'use-inputs', 'layer0');
    const [layer] = used;
    const shown = layer && capturedFunction(layer);
    expect(shown?.functions[0]?.id).toBe('tanh');
    expect(shown?.captured.edges.length).toBe((shown?.captured.counts.length ?? 0) + 1);
    controller.dispose();
  });
});

test('what the editor would not give is refused on the page, with its code', async () => {
  const { parts, surroundings } = createPage();
  const source = {
    kind: 'refused',
    code: 'ACTIGRAD_FILE_TOO_LARGE',
    message: 'too large',
  } as const;
  const controller = new CaptureController('remote', source, surroundings);
  controller.start(undefined);
  await expect.poll(() => parts.get('refusal')).toContain('ACTIGRAD_FILE_TOO_LARGE');
  controller.dispose();
});

function createPanelCapture(page: ReturnType<typeof createPage>): PanelCapture {
  return new PanelCapture(
    { post: page.surroundings.post },
    {
      t: english,
      directory: () => undefined,
      open: (path, post) =>
        new CaptureController(path, { kind: 'directory', path }, { ...page.surroundings, post }),
      openFile: () => {},
      pickDirectory: () => Promise.resolve(folder),
      insertHook: () => {},
      onDispose: () => {},
    },
  );
}

describe('the panel', () => {
  test('says how to come by a capture, then shows the directory that is picked from its end', async () => {
    const page = createPage();
    const panel = createPanelCapture(page);
    panel.start(undefined);
    expect(page.parts.get('welcome')).toContain('data-action="open-directory"');
    await panel.answers.act?.(
      { action: 'open-directory', value: '' },
      new AbortController().signal,
    );
    await expect.poll(() => page.parts.get('series'), { timeout: 10_000 }).toContain('figure');
    await expect.poll(() => page.parts.get('findings')).toContain('Dead units');

    // Back to where the units were alive.
    await panel.answers.choose?.({ name: 'step', value: '0' }, new AbortController().signal);
    await expect.poll(() => page.parts.get('findings')).not.toContain('Dead units');
    panel.dispose();
  });

  test('shows after a reload what it showed before', async () => {
    const before = createPage();
    const panel = createPanelCapture(before);
    panel.start(undefined);
    panel.show(folder);
    await panel.answers.choose?.({ name: 'step', value: '1' }, new AbortController().signal);
    panel.dispose();
    const after = createPage();
    const reloaded = createPanelCapture(after);
    reloaded.start(before.remembered.at(-1));
    await expect.poll(() => after.parts.get('controls'), { timeout: 10_000 }).toContain('step 5');
    reloaded.dispose();
  });
});
