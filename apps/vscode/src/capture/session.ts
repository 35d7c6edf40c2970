import { afterEvent, newCapture, type CaptureState } from './capture-state.ts';
import { refusalOf } from './refusal.ts';
import type { CaptureChoices, CaptureSource, OnCaptureEvent } from './report.ts';

/** Inspects a source; `runInspection` with its options, or the like. */
export type Inspect = (
  source: CaptureSource,
  choices: CaptureChoices,
  onEvent: OnCaptureEvent,
  signal: AbortSignal,
) => Promise<void>;

/**
 * An open capture: reads it, keeps what was found for whoever asks, and starts anew when the user
 * chooses otherwise. Disposing it stops the reading.
 */
export class CaptureSession {
  readonly #source: CaptureSource;
  readonly #inspect: Inspect;
  readonly #onChange: (state: CaptureState) => void;
  #reading: AbortController | undefined;
  #state: CaptureState;

  constructor(
    name: string,
    source: CaptureSource,
    inspect: Inspect,
    onChange: (state: CaptureState) => void,
  ) {
    this.#source = source;
    this.#inspect = inspect;
    this.#onChange = onChange;
    this.#state = newCapture(name, {});
  }

  get state(): CaptureState {
    return this.#state;
  }

  /** Reads with these choices; whatever is being read is let go of. */
  start(choices: CaptureChoices = this.#state.choices): void {
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const startedAt = performance.now();
    this.#change(newCapture(this.#state.name, choices));
    const onEvent: OnCaptureEvent = (event) =>
      this.#change(afterEvent(this.#state, event, performance.now() - startedAt));
    void this.#inspect(this.#source, choices, onEvent, reading.signal).catch((thrown: unknown) => {
      // Whoever aborted has changed the state already.
      if (!reading.signal.aborted) onEvent({ kind: 'failed', refusal: refusalOf(thrown) });
    });
  }

  /** Stops reading; what was found so far stays. */
  cancel(): void {
    if (this.#state.phase !== 'reading') return;
    this.#reading?.abort();
    this.#change({ ...this.#state, phase: 'cancelled' });
  }

  dispose(): void {
    this.#reading?.abort();
  }

  #change(state: CaptureState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
