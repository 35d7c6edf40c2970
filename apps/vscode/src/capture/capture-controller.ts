import type { Palette } from '@actigrad/plot';
import type { Section } from '../../shared/protocol.ts';
import type { Answers } from '../panel/answer-requests.ts';
import type { HostView, Page } from '../panel/view.ts';
import type { Translate } from '../words.ts';
import type { CaptureState } from './capture-state.ts';
import type { CaptureChoices, CaptureSource, LayerView } from './report.ts';
import { firstSelection, isPreset, readRemembered, type CaptureSelection } from './selection.ts';
import { CaptureSession, type Inspect } from './session.ts';
import { captureSections } from './view/capture-view.ts';

/** What the page is shown on, and what it may ask of the editor. */
export interface CaptureSurroundings {
  readonly post: Page['post'];
  readonly palette: () => Palette;
  readonly t: Translate;
  readonly inspect: Inspect;
  /** Shows a function with the preactivations of a layer as its inputs. */
  readonly useInputs: (layer: LayerView) => void;
  readonly insertHook: () => void;
}

/** A page is drawn at most so often: figures of hundreds of layers take their time. */
const drawEveryMs = 100;
/** What else the editor's extensions have to do waits no longer than this, half a frame. */
const sliceMs = 8;

/** Holds a capture and its page together: what is found is drawn, what is chosen is done. */
export class CaptureController implements HostView {
  readonly answers: Answers;
  readonly #session: CaptureSession;
  readonly #surroundings: CaptureSurroundings;
  /** What the page shows, by section. */
  readonly #shown = new Map<string, string>();
  #selection: CaptureSelection = firstSelection;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the drawing under way: an older one gives way. */
  #drawing = 0;
  #isShown = false;

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
    // The page takes longer to load than most files to be opened.
    this.#session.start();
  }

  /** The page is empty: it is new, was hidden, or the window was reloaded. */
  start(remembered: unknown): void {
    if (!this.#isShown) {
      const { selection, choices } = readRemembered(remembered);
      this.#selection = selection;
      if (Object.keys(choices).length > 0) this.#session.start(choices);
    }
    this.#isShown = true;
    this.#shown.clear();
    this.redraw();
  }

  #act(action: string, value: string): void {
    if (action === 'layer') this.#select({ layer: value });
    else if (action === 'tensor') this.#select({ tensor: value });
    else if (action === 'cancel') this.#session.cancel();
    else if (action === 'read') this.#session.start();
    else if (action === 'hook') this.#surroundings.insertHook();
    else if (action === 'use-inputs') {
      const { networks } = this.#session.state;
      const network = networks[Math.min(this.#selection.step, networks.length - 1)];
      const layer = network?.layers.find(({ figures }) => figures.layer === value);
      if (layer) this.#surroundings.useInputs(layer);
    }
  }

  #choose(name: string, value: string): void {
    if (name === 'preset' && isPreset(value)) this.#select({ preset: value });
    else if (name === 'step') this.#select({ step: Number(value) });
    else if (name === 'readAs') this.#readAs(value);
    else if (name === 'activation' || name === 'unitAxis' || name === 'weightUnitAxis') {
      const { [name]: _, ...others } = this.#session.state.choices;
      const chosen = name === 'activation' ? value : Number(value);
      if (value !== '') return this.#read({ ...others, [name]: chosen });
      // Without an activation nothing is read as what enters one.
      const { preactivations, ...rest } = others;
      this.#read(name === 'activation' || preactivations === undefined ? rest : others);
    }
  }

  #readAs(activation: string): void {
    const { opened, choices } = this.#session.state;
    const only = opened?.tensors.length === 1 ? opened.tensors[0]?.name : undefined;
    const preactivations = this.#selection.tensor ?? only;
    if (preactivations === undefined || activation === '') return;
    this.#read({ ...choices, activation, preactivations });
  }

  #read(choices: CaptureChoices): void {
    this.#session.start(choices);
    this.#remember();
  }

  #select(change: Partial<CaptureSelection>): void {
    this.#selection = { ...this.#selection, ...change };
    this.redraw();
    this.#remember();
  }

  #remember(): void {
    const state = { selection: this.#selection, choices: this.#session.state.choices };
    this.#surroundings.post({ kind: 'remember', state });
  }

  #drawSoon(isLast: boolean): void {
    if (isLast) this.redraw();
    else this.#timer ??= setTimeout(() => this.redraw(), drawEveryMs);
  }

  /** Sends the page what has changed; again after a change of the theme. */
  redraw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isShown) void this.#draw(++this.#drawing);
  }

  async #draw(drawing: number): Promise<void> {
    const { t, palette, post } = this.#surroundings;
    let changed: Section[] = [];
    const send = (): void => {
      if (changed.length > 0) post({ kind: 'sections', sections: changed });
      changed = [];
    };
    let sliceEnd = performance.now() + sliceMs;
    for (const section of captureSections(this.#session.state, this.#selection, palette(), t)) {
      if (this.#shown.get(section.id) !== section.html) {
        this.#shown.set(section.id, section.html);
        changed.push(section);
      }
      if (performance.now() < sliceEnd) continue;
      send();
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (drawing !== this.#drawing) return;
      sliceEnd = performance.now() + sliceMs;
    }
    send();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#drawing++;
    this.#session.dispose();
  }
}
