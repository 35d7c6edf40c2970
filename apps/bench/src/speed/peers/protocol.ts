/** What the benchmark asks a process that runs a peer; each request gets one answer, in order. */
export type Request =
  | {
      readonly kind: 'open';
      readonly direction: 'forward' | 'backward';
      readonly id: string;
      readonly xPath: string;
      readonly dyPath: string;
    }
  | { readonly kind: 'time'; readonly repetitions: number }
  | { readonly kind: 'close' };

/** Empty where there is nothing to say: the function is not there, or was closed. */
export interface Answer {
  readonly version?: string;
  readonly samples?: readonly number[];
  readonly ms?: number;
  readonly error?: string;
}
