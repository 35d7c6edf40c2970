import { presets, type PresetName } from '@actigrad/diagnostics';
import type { Palette } from '@actigrad/plot';
import type { Translate } from '../words.ts';
import type { CaptureState } from './capture-state.ts';
import type { Answers } from '../panel/answer-requests.ts';
import type { HostView, Page } from '../panel/view.ts';
import { CaptureSession, type Inspect } from './session.ts';
import type { CaptureSource } from './report.ts';
import { capturePage, type CaptureSelection } from './view/capture-view.ts';

/** What the page is shown on, and what it may ask of the editor. */
export interface CaptureSurroundings {
  readonly post: Page['post'];
  readonly palette: () => Palette;
  readonly t: Translate;
  readonly inspect: Inspect;
}

/** A page is drawn at most so often: figures of hundreds of layers take their time. */
const drawEveryMs = 100;

/** Holds a capture and its page together: what is found is drawn, what is chosen is done. */
export class CaptureController implements HostView {
  readonly answers: Answers;
  readonly #session: CaptureSession;
  readonly #surroundings: CaptureSurroundings;
  /** What the page shows, by section. */
  readonly #shown = new Map<string, string>();
  #selection: CaptureSelection = { preset: 'actigrad', step: 0, layer: null, tensor: null };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReady = false;

  constructor(name: string, source: CaptureSource, surroundings: CaptureSurroundings) {
    this.#surroundings = surroundings;
    const onChange = (state: CaptureState): void => this.#drawSoon(state.phase !== 'reading');
    this.#session = new CaptureSession(name, source, surroundings.inspect, onChange);
    this.answers = {
      act: ({ action, value }) => {
        this.#act(action, value);
        return null;
      },
      choose: (choice) => {
        this.#choose(choice.name, choice.value);
        return null;
      },
    };
    this.#session.start();
  }

  /** The page is empty: it is new, was hidden, or the window was reloaded. */
  start(): void {
    this.#isReady = true;
    this.#shown.clear();
    this.redraw();
  }

  #act(action: string, value: string): void {
    if (action === 'layer') this.#select({ layer: value });
    else if (action === 'tensor') this.#select({ tensor: value });
    else if (action === 'cancel') this.#session.cancel();
    else if (action === 'read') this.#session.start();
  }

  #choose(name: string, value: string): void {
    if (name === 'preset' && Object.hasOwn(presets, value)) {
      this.#select({ preset: value as PresetName });
    } else if (name === 'step') this.#select({ step: Number(value) });
    else if (name === 'readAs') this.#readAs(value);
    else if (name === 'activation' || name === 'unitAxis' || name === 'weightUnitAxis') {
      const { [name]: _, ...others } = this.#session.state.choices;
      const chosen = name === 'activation' ? value : Number(value);
      if (value !== '') return this.#session.start({ ...others, [name]: chosen });
      // Without an activation nothing is read as what enters one.
      const { preactivations, ...rest } = others;
      this.#session.start(name === 'activation' || preactivations === undefined ? rest : others);
    }
  }

  #readAs(activation: string): void {
    const { opened, choices } = this.#session.state;
    const only = opened?.tensors.length === 1 ? opened.tensors[0]?.name : undefined;
    const preactivations = this.#selection.tensor ?? only;
    if (preactivations === undefined || activation === '') return;
    this.#session.start({ ...choices, activation, preactivations });
  }

  #select(change: Partial<CaptureSelection>): void {
    this.#selection = { ...this.#selection, ...change };
    this.redraw();
  }

  #drawSoon(isLast: boolean): void {
    if (isLast) this.redraw();
    else this.#timer ??= setTimeout(() => this.redraw(), drawEveryMs);
  }

  /** Sends the page what has changed; again after a change of the theme. */
  redraw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isReady) return;
    const { t, palette, post } = this.#surroundings;
    const { sections } = capturePage(this.#session.state, this.#selection, palette(), t);
    const changed = sections.filter(({ id, html }) => this.#shown.get(id) !== html);
    if (changed.length === 0) return;
    for (const { id, html } of changed) this.#shown.set(id, html);
    post({ kind: 'sections', sections: changed });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#session.dispose();
  }
}
