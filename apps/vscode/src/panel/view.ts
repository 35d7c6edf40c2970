import type { HostMessage } from '../../shared/protocol.ts';
import type { Answers } from './answer-requests.ts';

/** The page that a view is shown on. */
export interface Page {
  readonly post: (
    message: Extract<HostMessage, { kind: 'sections' | 'values' | 'event' | 'remember' }>,
  ) => void;
}

/**
 * The extension's side of a view. It may be shown on many pages one after the other: whenever a page
 * is new, shown again or reloaded it is started, and sends all that there is to see.
 */
export interface HostView {
  /** What its page may ask beside what every page may. */
  readonly answers: Answers;
  /** The page is empty; `remembered` is what it was told to remember, by anyone or never. */
  start(remembered: unknown): void;
  /** The theme has changed. */
  redraw?(): void;
  dispose(): void;
}

export type CreateView = (page: Page) => HostView;
