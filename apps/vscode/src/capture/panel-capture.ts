import type { Answers } from '../panel/answer-requests.ts';
import type { HostView, Page } from '../panel/view.ts';
import type { Translate } from '../words.ts';
import type { CaptureController } from './capture-controller.ts';
import { welcomeSection } from './view/empty.ts';

/** What the panel's view may ask of the editor. */
export interface PanelSurroundings {
  readonly t: Translate;
  /** The directory that was chosen last, if any. */
  readonly directory: () => string | undefined;
  readonly open: (directory: string, post: Page['post']) => CaptureController;
  readonly openFile: () => void;
  readonly pickDirectory: () => Promise<string | undefined>;
  readonly insertHook: () => void;
  readonly onDispose: () => void;
}

/** The captures of the panel: a directory of steps, or a word on how to come by one. */
export class PanelCapture implements HostView {
  readonly answers: Answers;
  readonly #page: Page;
  readonly #surroundings: PanelSurroundings;
  #shown: { readonly directory: string; readonly capture: CaptureController } | undefined;

  constructor(page: Page, surroundings: PanelSurroundings) {
    this.#page = page;
    this.#surroundings = surroundings;
    this.answers = {
      act: async (input, signal) => {
        if (this.#shown) return (await this.#shown.capture.answers.act?.(input, signal)) ?? null;
        await this.#act(input.action);
        return null;
      },
      choose: async (input, signal) =>
        (await this.#shown?.capture.answers.choose?.(input, signal)) ?? null,
    };
  }

  start(remembered: unknown): void {
    const { directory, capture } = (remembered ?? {}) as { directory?: unknown; capture?: unknown };
    const chosen = this.#surroundings.directory();
    const earlier = typeof directory === 'string' ? directory : undefined;
    const path = chosen ?? this.#shown?.directory ?? earlier;
    if (path !== undefined) return this.show(path, path === earlier ? capture : undefined);
    const { html } = welcomeSection(this.#surroundings.t);
    this.#page.post({ kind: 'sections', sections: [{ id: 'welcome', html }] });
  }

  /** Shows a directory; one that is shown already is shown anew on the page, and not read again. */
  show(directory: string, remembered?: unknown): void {
    if (this.#shown?.directory !== directory) {
      this.#shown?.capture.dispose();
      const post: Page['post'] = (message) =>
        this.#page.post(
          message.kind === 'remember'
            ? { kind: 'remember', state: { directory, capture: message.state } }
            : message,
        );
      this.#shown = { directory, capture: this.#surroundings.open(directory, post) };
      this.#page.post({ kind: 'sections', sections: [{ id: 'welcome', html: '' }] });
      this.#page.post({ kind: 'remember', state: { directory, capture: remembered } });
    }
    this.#shown.capture.start(remembered);
  }

  async #act(action: string): Promise<void> {
    const { openFile, pickDirectory, insertHook } = this.#surroundings;
    if (action === 'open-file') openFile();
    else if (action === 'hook') insertHook();
    else if (action === 'open-directory') {
      // The user takes as long as it takes: the page's request does not wait for it.
      void pickDirectory().then((directory) => directory !== undefined && this.show(directory));
    }
  }

  redraw(): void {
    this.#shown?.capture.redraw();
  }

  dispose(): void {
    this.#shown?.capture.dispose();
    this.#surroundings.onDispose();
  }
}
