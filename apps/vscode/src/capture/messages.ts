/** From the extension to the page: parts of the page that changed. */
export interface SectionsMessage {
  readonly kind: 'sections';
  readonly sections: readonly { readonly id: string; readonly html: string }[];
}

/** From the page to the extension. */
export type PageMessage =
  /** The page is loaded; what it remembers of an earlier time. */
  | { readonly kind: 'ready'; readonly remembered: unknown }
  /** A button was pressed: `layer`, `tensor`, `cancel`, `read` and so on. */
  | { readonly kind: 'action'; readonly action: string; readonly value: string }
  /** A choice was made: `preset`, `step`, `activation` and so on. */
  | { readonly kind: 'choice'; readonly name: string; readonly value: string };
