export { falseGradientFigure } from './false-gradient.ts';
export { gradientNormFigure, type Limits } from './gradient-norms.ts';
export {
  activationOf,
  binsOf,
  snapshotLayer,
  snapshotNetwork,
  snapshotSeries,
  type ActivationChoice,
  type Bins,
  type FalseGradient,
  type LayerSnapshot,
  type NetworkSnapshot,
  type Prediction,
  type SeriesSnapshot,
  type UnitSnapshot,
} from './network-snapshot.ts';
export type { Column, Look, Picture, Table } from './picture.ts';
export { preactivationFigure, preactivationsFigure } from './preactivations.ts';
export { hasQuantity, seriesFigure, seriesQuantities, type SeriesQuantity } from './series.ts';
export { outputSignalFigure, preactivationSignalFigure } from './signal.ts';
export { unitActivityFigure } from './unit-activity.ts';
export { unitMapFigure } from './unit-map.ts';
export { sampleUnits, type UnitSamples } from './unit-samples.ts';
