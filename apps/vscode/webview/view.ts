/** What the page gives to a view that computes in it. */
export interface ViewContext {
  /** What the view remembered of an earlier time. */
  readonly state: unknown;
  readonly remember: (state: unknown) => void;
  /** Says a sentence in the user's language. */
  readonly t: (message: string, ...values: (string | number)[]) => string;
}

export interface PageView {
  /** Something that the host sends. */
  receive(name: string, data: unknown): void;
  dispose(): void;
}

export type MountView = (root: HTMLElement, context: ViewContext) => PageView;
