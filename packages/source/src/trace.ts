import type { ActivationReading } from './activation-of.ts';
import type { LayerKind } from './layer-kinds.ts';
import type { Span } from './syntax.ts';

/** How weights are filled, by the framework's word: `he_normal`, `kaiming_uniform`, with its numbers. */
export interface Initializer {
  readonly name: string;
  readonly parameters: { readonly [name: string]: number | string };
  /** Arguments that only running would tell. */
  readonly unread?: readonly string[];
}

export interface FoundLayer extends Span {
  readonly kind: LayerKind;
  /** The framework's name of the constructor, in full. */
  readonly name?: string;
  readonly units?: number;
  readonly inputs?: number;
  readonly activation?: ActivationReading;
  /** False where the layer is told to have none. */
  readonly bias?: boolean;
  readonly initializer?: Initializer;
  readonly biasInitializer?: Initializer;
  /** The call that fills its weights after it was made. */
  readonly filled?: Span;
  /** Share of units that a dropout drops. */
  readonly rate?: number;
  /** Of an add: the layer whose output is added, through a branch or as it is; -1 for the input. */
  readonly from?: number;
}

/** Something in the text that belongs to a stack and could not be read. */
export interface Unread extends Span {
  readonly what: string;
}

/** The layers that one input goes through, in order, and what on the way could not be read. */
export class Trace {
  readonly layers: FoundLayer[] = [];
  readonly unread: Unread[] = [];
  /** Of the input without its batch, where it is written. */
  shape: readonly number[] | undefined;

  skip(what: string, { start, end }: Span): void {
    if (this.unread.some((other) => other.start === start && other.what === what)) return;
    this.unread.push({ what, start, end });
  }
}
