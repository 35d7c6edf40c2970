import { darkPalette } from '@actigrad/plot';
import { readSource } from '@actigrad/source';
import { expect, test, vi } from 'vitest';
import { NetworkController, type NetworkFile } from '../../src/network/network-controller.ts';
import { english } from '../../src/words.ts';
import { applyEdits, torchStack } from './stacks.ts';

/** A page and a file, as the editor would hold them. */
function openView(text: string) {
  const sections = new Map<string, string>();
  const values = new Map<string, string>();
  let remembered: unknown;
  let code = text;
  let drawings = 0;
  const fileOf = (): NetworkFile => {
    const reading = readSource(code, 'python');
    const source = {
      texts: [code],
      reading,
      language: 'python' as const,
      read: ([changed = '']: readonly (string | undefined)[]) => readSource(changed, 'python'),
    };
    return { uri: 'file:///deep.py', file: 'deep.py', stacks: reading.stacks, source };
  };
  const goTo = vi.fn<(line: number) => void>();
  const controller = new NetworkController({
    post(message) {
      if (message.kind === 'sections')
        for (const { id, html } of message.sections) {
          sections.set(id, html);
          if (id === 'preactivations' && html.includes('<svg')) drawings++;
        }
      else if (message.kind === 'values')
        for (const { id, value } of message.values) values.set(id, value);
      else if (message.kind === 'remember') remembered = message.state;
    },
    palette: () => darkPalette,
    t: english,
    goTo,
    write(plan) {
      code = applyEdits(code, plan.edits);
      return Promise.resolve(fileOf());
    },
  });
  controller.start(undefined);
  const signal = new AbortController().signal;
  const choose = (name: string, value: string): void =>
    void controller.answers.choose?.({ name, value }, signal);
  const press = (action: string, value = ''): void =>
    void controller.answers.act?.({ action, value }, signal);
  return {
    controller,
    choose,
    press,
    fileOf,
    goTo,
    values,
    html: (id: string) => sections.get(id) ?? '',
    remembered: () => remembered,
    code: () => code,
    /** How many simulations have been shown. */
    drawings: () => drawings,
    /** Until what was chosen last is simulated. */
    simulated: () => expect.poll(() => sections.get('preactivations')).toContain('<svg'),
  };
}

const deep = torchStack('nn.Sigmoid()', 7);

test('the worst finding stands on top, by theory at once and then simulated', async () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  expect(view.html('header')).toContain('deep.py');
  expect(view.html('finding')).toContain('Vanishing gradient');
  expect(view.html('finding')).toContain('Sigmoid passes at most 0.25 of it on.');
  expect(view.html('preactivations')).toBe('');
  expect(view.html('layers')).toContain('mean-field');
  expect(view.html('layers')).not.toContain('simulated');
  await view.simulated();
  expect(view.html('layers')).toContain('simulated');
  expect(view.html('finding')).toContain('data-action="try"');
});

test('a choice ends the simulation that is under way, and its own is what is shown', async () => {
  vi.useFakeTimers();
  try {
    const view = openView(deep);
    view.controller.show(view.fileOf());
    // The simulation has begun, and has some layers to go.
    await vi.advanceTimersByTimeAsync(121);
    view.choose('activation', 'tanh');
    await vi.runAllTimersAsync();
    expect(view.html('layers')).toContain('simulated');
    expect(view.drawings()).toBe(1);
    view.choose('activation', 'relu');
    await vi.advanceTimersByTimeAsync(121);
    view.controller.dispose();
    await vi.runAllTimersAsync();
    expect(view.drawings()).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test('another activation mends it, is previewed, written, and then what is found', async () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  view.choose('activation', 'tanh');
  expect(view.html('finding')).toContain('Sound.');
  expect(view.html('apply')).toContain('7 changes of the code');
  expect(view.html('apply')).toContain('nn.Tanh()');
  view.press('apply');
  await expect.poll(() => view.code()).toBe(torchStack('nn.Tanh()', 7));
  await expect.poll(() => view.html('apply')).toBe('');
  expect(view.html('finding')).toContain('Sound.');
});

test('every choice changes what is computed, and a reset takes all back', () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  const first = view.html('layers');
  for (const [name, value] of [
    ['initialisation', 'he'],
    ['initialisation', 'critical'],
    ['gain', '2'],
    ['depth', '4'],
    ['width', '32'],
    ['normalisation', 'layer'],
    ['bias', 'none'],
    ['layer:2', 'relu'],
  ] as const) {
    const before = view.html('layers');
    view.choose(name, value);
    expect(view.html('layers'), `${name} ${value}`).not.toBe(before);
  }
  expect(Object.fromEntries(view.values)).toMatchObject({ gain: '2', depth: '4', width: '32' });
  view.press('reset');
  expect(view.html('layers')).toBe(first);
});

test('controls are sent once: a slider that is dragged stays in the hand', () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  const controls = view.html('controls');
  view.choose('gain', '1.5');
  view.choose('depth', '12');
  expect(view.html('controls')).toBe(controls);
});

test('a part that is not known is named, and may be left out', () => {
  const view = openView(torchStack('Mine(), nn.Tanh()', 3));
  view.controller.show(view.fileOf());
  expect(view.html('finding')).toContain('a layer that is not known here');
  view.press('ignore');
  expect(view.html('finding')).toContain('Sound.');
});

test('what was chosen is remembered, and found again', () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  view.choose('activation', 'elu');
  view.choose('parameter:alpha', '0.5');
  view.choose('depth', '5');
  const again = openView(deep);
  again.controller.show(again.fileOf());
  again.controller.start(JSON.parse(JSON.stringify(view.remembered())));
  expect(again.html('layers')).toBe(view.html('layers'));
  const place = { uri: 'file:///deep.py', name: 'deep', line: 2 };
  again.controller.start({
    place,
    choices: { activation: { id: 7 }, depth: 'deep', layers: [null] },
  });
  expect(again.html('finding')).toContain('Vanishing gradient');
});

const keras = `from tensorflow import keras
net = keras.Sequential([
    keras.layers.Dense(64, activation='sigmoid', input_shape=(64,)),
    keras.layers.Dense(64, activation='sigmoid'),
    keras.layers.Dense(64, activation='sigmoid'),
    keras.layers.Dense(2),
])
`;

test('all that can be written is written at once; the rest is named, and stays chosen', async () => {
  const view = openView(keras);
  view.controller.show(view.fileOf());
  for (const [name, value] of [
    ['activation', 'relu'],
    ['initialisation', 'he'],
    ['width', '32'],
    ['bias', 'none'],
    ['depth', '6'],
  ] as const)
    view.choose(name, value);
  expect(view.html('apply')).toContain('Apply to code: activation, initialisation, width, bias\n');
  expect(view.html('apply')).toContain('depth (lines of code would come or go');
  const shown = view.html('layers');
  view.press('apply');
  await expect.poll(() => view.code()).toBe(`from tensorflow import keras
net = keras.Sequential([
    keras.layers.Dense(32, activation='relu', input_shape=(64,), use_bias=False, kernel_initializer='he_normal'),
    keras.layers.Dense(32, activation='relu', use_bias=False, kernel_initializer='he_normal'),
    keras.layers.Dense(32, activation='relu', use_bias=False, kernel_initializer='he_normal'),
    keras.layers.Dense(2, use_bias=False, kernel_initializer='he_normal'),
])
`);
  await expect.poll(() => view.html('apply')).not.toContain('id="apply"');
  expect(view.html('apply')).toContain('depth (lines');
  expect(view.html('layers').replaceAll(/line \d+/g, '')).toBe(shown.replaceAll(/line \d+/g, ''));
});

test.each([
  ['activation', 'leaky-relu'],
  ['initialisation', 'glorot'],
  ['initialisation', 'critical'],
  ['gain', '1.2'],
  ['width', '128'],
  ['bias', 'none'],
])('%s %s once written is what was shown', async (name, value) => {
  const view = openView(keras);
  view.controller.show(view.fileOf());
  view.choose(name, value);
  const shown = view.html('layers');
  view.press('apply');
  await expect.poll(() => view.code()).not.toBe(keras);
  await expect.poll(() => view.html('apply')).toBe('');
  expect(view.html('layers')).toBe(shown);
});

test('without a file a network is built by hand, and nothing is written', () => {
  const view = openView(deep);
  expect(view.html('header')).toContain('A network built by hand');
  view.choose('activation', 'relu');
  expect(view.html('apply')).toBe('');
  expect(view.html('layers')).toContain('ReLU');
});

test('a line leads to the code', () => {
  const view = openView(deep);
  view.controller.show(view.fileOf());
  view.press('jump', '5');
  view.press('jump');
  expect(view.goTo.mock.calls).toEqual([[5], [2]]);
});
