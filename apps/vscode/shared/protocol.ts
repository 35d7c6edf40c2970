/**
 * What a page and its host, the extension, say to each other. What is shown goes one way, from the
 * host to the page. The page asks by requests: each is answered, refused, or given up by the page
 * at its deadline, which tells the host to stop.
 */

/** A part of a page that changes by itself, as HTML of our own. */
export interface Section {
  readonly id: string;
  readonly html: string;
}

/** What a control is set to, by its name, and the text beside it. */
export interface ControlValue {
  readonly id: string;
  readonly value: string;
  readonly text?: string;
}

/** The ways in. */
export const viewIds = ['function', 'network', 'capture'] as const;
export type ViewId = (typeof viewIds)[number];

export type HostMessage =
  /** Begin with a view, from what is remembered of it. */
  | {
      readonly kind: 'view';
      readonly view: ViewId;
      readonly remembered: Remembered;
      /** The user's language, by what is written in the code; English where it has none. */
      readonly words: { readonly [message: string]: string };
    }
  /** Parts that changed; a part that is new comes last. */
  | { readonly kind: 'sections'; readonly sections: readonly Section[] }
  /** Controls that are there already, and what they are set to. */
  | { readonly kind: 'values'; readonly values: readonly ControlValue[] }
  /** Something for the page's own code. */
  | { readonly kind: 'event'; readonly name: string; readonly data: unknown }
  /** What the page is to remember of its view, over hiding and reloading. */
  | { readonly kind: 'remember'; readonly state: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | {
      readonly kind: 'refusal';
      readonly id: number;
      readonly code: string;
      readonly message: string;
    };

export type PageMessage =
  /** The page is empty: new, shown again, or reloaded. */
  | { readonly kind: 'ready'; readonly remembered: Remembered }
  /** What it keeps has changed: the host hands it to the page that takes its place. */
  | { readonly kind: 'remembered'; readonly remembered: Remembered }
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
    }
  /** The request is no longer waited for. */
  | { readonly kind: 'cancel'; readonly id: number };

/** What a page keeps over hiding and reloading: the view, and the state of each that was open. */
export interface Remembered {
  readonly view?: ViewId;
  readonly states?: { readonly [view in ViewId]?: unknown };
}

/** What every page may ask: input and output by name. */
export interface PageRequests {
  /** A button was pressed that says `data-action`, with its `data-value`. */
  readonly act: { readonly input: { action: string; value: string }; readonly output: null };
  /** A control that says `data-choice` has a new value. */
  readonly choose: { readonly input: { name: string; value: string }; readonly output: null };
  /** Another view of the panel, or another place for it. */
  readonly openView: { readonly input: { view: ViewId }; readonly output: null };
  /** A figure or its data, to be saved where the user says; false if nowhere. */
  readonly save: {
    readonly input: { name: string; extension: 'svg' | 'png' | 'csv'; bytes: Uint8Array };
    readonly output: boolean;
  };
}
export type RequestName = keyof PageRequests;
