import type { Activation } from '@actigrad/core';
import type { SlopeStatistics } from './slope-statistics.ts';
import type { TensorStatistics } from './tensor-statistics.ts';

/** What was measured of one layer. A part is null where its tensors were not captured. */
export interface LayerStatistics {
  readonly layer: string;
  /** Null for a unit that takes the greatest of its pieces. */
  readonly activation: Activation | null;
  readonly units: number;
  /** Values of each unit: samples, times positions where units share weights. */
  readonly samples: number;
  readonly preactivation: TensorStatistics | null;
  /** Outputs of the activation function. */
  readonly output: TensorStatistics | null;
  /** Slopes at the preactivations. */
  readonly slopes: SlopeStatistics | null;
  /** Gradient of the loss by the preactivations. */
  readonly gradient: TensorStatistics | null;
  /** Units along the axis of outputs. */
  readonly weight: TensorStatistics | null;
  readonly weightGradient: TensorStatistics | null;
  readonly update: WeightUpdate | null;
  readonly learned: readonly LearnedParameter[];
  readonly pieces: PieceWins | null;
}

/** How far one step moves the weights. */
export interface WeightUpdate {
  /** ‖Δw‖ / ‖w‖ of one step; between captures that lie further apart, over the number of steps. */
  readonly ratio: number;
  /**
   * Measured between two captures, or estimated as learning rate · ‖gradient‖ / ‖w‖, which holds
   * for plain gradient descent.
   */
  readonly basis: 'measured' | 'estimated';
  /** Whether any weight changed; null for an estimate. */
  readonly changed: boolean | null;
}

/** A parameter of the activation that is trained, with its values: one, or one a unit. */
export interface LearnedParameter {
  readonly name: string;
  readonly values: readonly number[];
}

/** How often each piece of each unit was the greatest. */
export interface PieceWins {
  readonly units: number;
  readonly pieces: number;
  /** Wins of piece p of unit u at u · pieces + p. */
  readonly wins: Float64Array;
}

/** A network at one step, its layers from input to output. */
export interface NetworkStatistics {
  readonly step: number | null;
  readonly layers: readonly LayerStatistics[];
}
