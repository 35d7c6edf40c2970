import type { LayerStack } from '@actigrad/diagnostics';
import type { ChangePlan, EditableSource, Stack } from '@actigrad/source';
import { activations, type Activation } from '@actigrad/core';
import type { Palette } from '@actigrad/plot';
import { choiceOf } from '../activation-choice.ts';
import type { Answers } from '../panel/answer-requests.ts';
import type { HostView, Page } from '../panel/view.ts';
import type { Translate } from '../words.ts';
import { applyChoices, choose, readChoices, type NetworkChoices } from './choices.ts';
import { buildStack } from './edit-stack.ts';
import { findStack, readPlace, type NetworkPlace } from './network-place.ts';
import type { FoundStacks, NetworkState } from './network-state.ts';
import { planChanges, withoutWritten } from './plan-changes.ts';
import { layerNames, predict, simulate } from './run-network.ts';
import { rankActivations } from './suggest-activations.ts';
import { networkPage } from './view/network-page.ts';

/** What the page is shown on, and what it may ask of the editor. */
export interface NetworkSurroundings {
  readonly post: Page['post'];
  readonly palette: () => Palette;
  readonly t: Translate;
  /** Shows a line of the file. */
  readonly goTo: (line: number) => void;
  /** Writes a plan into the file that it was made for; gives the file as it is then, or nothing if it was not written. */
  readonly write: (plan: ChangePlan, file: NetworkFile) => Promise<NetworkFile | undefined>;
}

/** The stacks of a file as they are now, and the file as it may be changed. */
export interface NetworkFile extends FoundStacks {
  readonly uri: string;
  readonly file: string;
  readonly source: EditableSource;
}

/** After the last choice: prediction is there at once, a simulation of each position of a slider is not worth it. */
const simulateAfterMs = 120;
const firstSeed = 1;

const handBuilt: FoundStacks = {
  stacks: [buildStack('pytorch', { depth: 8, width: 96, activation: firstActivation() })],
};

/** What a network built by hand begins with: the function with the most names. */
function firstActivation(): { id: string; parameters: Readonly<Record<string, number>> } {
  const [first] = [...activations.values()].toSorted((a, b) => countNames(b) - countNames(a));
  return choiceOf(first!);
}

function countNames({ record }: Activation): number {
  return Object.values(record.names).flat().length;
}

/** Holds a network and its page together: what is chosen is predicted at once and simulated soon. */
export class NetworkController implements HostView {
  readonly answers: Answers = {
    act: ({ action, value }) => this.#act(action, value),
    choose: ({ name, value }) => this.#choose(name, value),
  };
  readonly #surroundings: NetworkSurroundings;
  readonly #shown = new Map<string, string>();
  #file: NetworkFile | undefined;
  #place: NetworkPlace | undefined;
  #isReady = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #state: NetworkState;

  constructor(surroundings: NetworkSurroundings) {
    this.#surroundings = surroundings;
    this.#state = this.#begin(handBuilt, 0, {});
  }

  /** The file whose networks are shown; undefined while one is built by hand. */
  get uri(): string | undefined {
    return this.#file?.uri;
  }

  /** Shows the networks of a file: the one at the place, else the one that was looked at. */
  show(file: NetworkFile, place?: NetworkPlace): void {
    const isSame = this.#file?.uri === file.uri;
    const before = this.#state.found.stacks[this.#state.chosen]?.name;
    if (place || !isSame) this.#place = place ?? { uri: file.uri, name: '', line: 1 };
    const stack = this.#place && findStack(file, this.#place);
    this.#take(file, isSame && stack?.name === before ? this.#state.choices : {});
  }

  #take(file: NetworkFile, choices: NetworkChoices): void {
    this.#file = file;
    const stack = findStack(file, this.#place ?? { name: '', line: 1 });
    if (!stack) return this.#build();
    this.#place = { uri: file.uri, name: stack.name, line: stack.start.line };
    this.#change(file, file.stacks.indexOf(stack), choices);
  }

  /** The page is empty: it is new, was hidden, or the window was reloaded. */
  start(remembered: unknown): void {
    this.#isReady = true;
    this.#shown.clear();
    const { choices } = (remembered ?? {}) as { choices?: unknown };
    const { found, chosen } = this.#state;
    const stack = found.stacks[chosen];
    // What was looked at on another page: its choices are those of the same network.
    if (stack && isSamePlace(readRemembered(remembered), this.#place)) {
      this.#change(found, chosen, readChoices(choices, stack));
    } else this.redraw();
  }

  #choose(name: string, value: string): null {
    const { found, chosen, choices, stack } = this.#state;
    if (name === 'stack') this.#look(Number(value));
    else if (stack) this.#change(found, chosen, choose(choices, name, value, stack));
    return null;
  }

  async #act(action: string, value: string): Promise<null> {
    const { found, chosen, choices, plan } = this.#state;
    if (action === 'jump')
      this.#surroundings.goTo(Number(value) || (found.stacks[chosen]?.start.line ?? 1));
    else if (action === 'build') this.#build();
    else if (action === 'reset') this.#change(found, chosen, {});
    else if (action === 'ignore') this.#change(found, chosen, { ...choices, ignoresUnread: true });
    else if (action === 'redraw') {
      this.#change(found, chosen, { ...choices, seed: (choices.seed ?? firstSeed) + 1 });
    } else if (action === 'try') this.#choose('activation', value);
    else if (action === 'apply' && plan?.plan && this.#file) {
      const written = await this.#surroundings.write(plan.plan, this.#file);
      // The text has what was written now: it is what is found in it.
      if (written) this.#take(written, withoutWritten(this.#state.choices, plan.written));
    }
    return null;
  }

  #build(): void {
    this.#file = undefined;
    this.#place = undefined;
    this.#change(handBuilt, 0, {});
  }

  #look(index: number): void {
    const { found } = this.#state;
    const stack = found.stacks[index];
    if (!stack || !this.#file) return;
    this.#place = { uri: this.#file.uri, name: stack.name, line: stack.start.line };
    this.#change(found, index, {});
  }

  #change(found: FoundStacks, chosen: number, choices: NetworkChoices): void {
    this.#state = this.#begin(found, chosen, choices);
    this.redraw();
    this.#stop();
    this.#timer = setTimeout(() => void this.#simulate(), simulateAfterMs);
  }

  #begin(found: FoundStacks, chosen: number, choices: NetworkChoices): NetworkState {
    const original = found.stacks[chosen];
    const stack = original && applyChoices(original, choices);
    const run = stack && predict(stack, this.#names);
    return {
      found,
      chosen,
      choices,
      stack,
      run,
      isRunning: true,
      suggestions: [],
      plan: original && this.#planOf(original, choices),
    };
  }

  /** A layer at a time: the thread is everybody's. The next choice ends it. */
  async #simulate(): Promise<void> {
    const { run, choices } = this.#state;
    if (!run || !('predicted' in run)) return;
    const running = new AbortController();
    this.#running = running;
    const layers = simulate(run, choices.seed ?? firstSeed, this.#names);
    let step = layers.next();
    while (!step.done) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (running.signal.aborted) return;
      step = layers.next();
    }
    const simulated = step.value;
    const suggestions = rankActivations(run.model, run).slice(0, 3);
    this.#state = { ...this.#state, run: simulated, suggestions, isRunning: false };
    this.redraw();
  }

  #planOf(original: Stack, choices: NetworkChoices): NetworkState['plan'] {
    return this.#file && planChanges(this.#file.source, original, choices);
  }

  readonly #names = (stack: LayerStack): string[] =>
    layerNames(stack, (number) => this.#surroundings.t('layer {0}', number));

  /** Sends the page what has changed; again after a change of the theme. */
  redraw(): void {
    if (!this.#isReady) return;
    const { t, palette, post } = this.#surroundings;
    const { sections, values } = networkPage(this.#state, palette(), t);
    const changed = sections.filter(({ id, key }) => this.#shown.get(id) !== key);
    for (const { id, key } of changed) this.#shown.set(id, key);
    if (changed.length > 0)
      post({ kind: 'sections', sections: changed.map(({ id, html }) => ({ id, html })) });
    post({ kind: 'values', values });
    post({ kind: 'remember', state: { place: this.#place, choices: this.#state.choices } });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  dispose(): void {
    this.#stop();
  }
}

/** The place that a page remembered; undefined where it was a network built by hand. */
export function readRemembered(remembered: unknown): NetworkPlace | undefined {
  return readPlace((remembered as { place?: unknown } | null | undefined)?.place);
}

function isSamePlace(a: NetworkPlace | undefined, b: NetworkPlace | undefined): boolean {
  return a?.uri === b?.uri && a?.name === b?.name;
}
