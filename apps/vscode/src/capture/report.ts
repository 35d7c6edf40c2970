import type { Finding, PresetName } from '@actigrad/diagnostics';
import type { Bins, LayerSnapshot, UnitSamples } from '@actigrad/diagnostics/figures';

/** What is inspected. Bytes are those of a file that only the editor can read. */
export type CaptureSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  /** One that the editor would not give. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/** What the user chose, where the file does not say it or says otherwise. */
export interface CaptureChoices {
  /** Activation of every layer, by id. */
  readonly activation?: string;
  /** Reads this tensor as the preactivations of a layer; needs `activation`. */
  readonly preactivations?: string;
  readonly unitAxis?: number;
  readonly weightUnitAxis?: number;
}

/** A tensor as its header describes it. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
  readonly byteLength: number;
  /** Layer that it is part of, by its name. */
  readonly layer: string | null;
  /** Whether values of its dtype are computed with. */
  readonly isFloat: boolean;
}

export interface TensorFigures {
  readonly name: string;
  /** Values read, finite or not: fewer than the tensor has while it is a preview. */
  readonly read: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Quantiles 0.01, 0.5 and 0.99. */
  readonly quantiles: readonly (number | null)[];
  readonly zero: number;
  readonly negative: number;
  readonly nan: number;
  readonly infinite: number;
  readonly bins: Bins | null;
}

export interface LayerView extends LayerSnapshot {
  /** Preactivations of some units and samples. */
  readonly unitSamples: UnitSamples | null;
  /** By the end of the name: `preactivation`, `weight.grad`. */
  readonly tensors: { readonly [part: string]: TensorFigures };
}

/** A layer that could not be measured, and why. */
export interface LayerProblem {
  readonly layer: string;
  readonly code: string;
  readonly message: string;
}

interface UnitDeath {
  readonly unit: number;
  readonly step: number;
}

/** A finding, with what its rule is called. */
export interface NamedFinding extends Finding {
  readonly title: string;
  readonly source: string;
}

/** A network at one step. */
export interface NetworkView {
  readonly step: number | null;
  readonly layers: readonly LayerView[];
  readonly problems: readonly LayerProblem[];
  /** By whose limits; null while not all layers are measured. */
  readonly findings: { readonly [preset in PresetName]: readonly NamedFinding[] } | null;
  /** Of a series: the units that are dead at this step, and since when, by layer. */
  readonly deaths: { readonly [layer: string]: readonly UnitDeath[] };
}

/** A refusal as it is shown: what was wrong, the rule, and the code. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly rule: string | null;
}

/** What is told while a capture is read, in this order; `progress` and `tensor` come many times. */
export type CaptureEvent =
  | {
      readonly kind: 'opened';
      readonly format: string;
      readonly byteLength: number;
      /** Names of the files of a series, in order; empty for a single capture. */
      readonly steps: readonly string[];
      readonly tensors: readonly TensorEntry[];
      readonly metadata: { readonly [key: string]: string };
      readonly layers: readonly string[];
    }
  /** Figures of a few samples of every tensor. */
  | {
      readonly kind: 'preview';
      /** Values read, and values that there are. */
      readonly read: number;
      readonly total: number;
      readonly network: NetworkView | null;
      readonly tensors: readonly TensorFigures[];
    }
  | { readonly kind: 'progress'; readonly readBytes: number; readonly totalBytes: number }
  | { readonly kind: 'tensor'; readonly figures: TensorFigures }
  | { readonly kind: 'layer'; readonly layer: LayerView }
  /** All of a capture was read; of a series, this is one step of `steps`. */
  | { readonly kind: 'network'; readonly index: number; readonly network: NetworkView }
  /** A thread died and all starts anew; or none could be started, so that this takes longer. */
  | {
      readonly kind: 'notice';
      readonly notice: 'restarted' | 'no-thread';
      readonly why: string;
    }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly refusal: Refusal };

export type OnCaptureEvent = (event: CaptureEvent) => void;
