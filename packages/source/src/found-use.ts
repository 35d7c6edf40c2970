import type { ActivationReading } from './activation-of.ts';
import type { Span } from './syntax.ts';

/** An activation where it stands in a text; offsets only. */
export interface FoundUse extends Span {
  readonly reading: ActivationReading;
  /** The part that names it. */
  readonly word: Span;
  /** Where the text says what it is, for a name that the text defines. */
  readonly definition?: Span;
}
