export { readCaptureRecords, type CaptureRecord, type TensorRecord } from './capture-records.ts';
export {
  capturedLayers,
  tensorOf,
  type ActivationChoice,
  type Capture,
  type CapturedLayer,
  type CapturedTensor,
} from './capture.ts';
export { diagnose, rules, type DiagnoseOptions } from './diagnose.ts';
export type { DiagnosticsError, DiagnosticsErrorCode } from './errors.ts';
export { examine, type Examination } from './examine.ts';
export { groupFindings, type FindingGroup } from './group-findings.ts';
export {
  inspectCapture,
  inspectSeries,
  type InspectOptions,
  type Inspection,
  type SeriesInspection,
} from './inspect.ts';
export { layerFigures, type LayerFigures } from './layer-figures.ts';
export type {
  LayerStatistics,
  LearnedParameter,
  NetworkStatistics,
  PieceWins,
  WeightUpdate,
} from './layer-statistics.ts';
export { measureCapture, type MeasureOptions, type Reducer } from './measure.ts';
export { presets, type Preset, type PresetName } from './presets.ts';
export type { Cause, Evidence, Finding, Rule, Severity, Threshold } from './rule.ts';
export { SeriesRecorder, type LayerSeries, type Series, type UnitDeath } from './series.ts';
export { SlopeStatistics } from './slope-statistics.ts';
export { TensorStatistics, type Floats, type Histogram } from './tensor-statistics.ts';
export type { UnitLayout } from './unit-layout.ts';
export {
  criticalInitialisation,
  deepLimit,
  expectations,
  predictPropagation,
  type CriticalInitialisation,
  type DeepLimit,
  type Expectations,
  type PredictedLayer,
  type StackEnds,
} from './mean-field.ts';
export type { Normalisation } from './normalisation.ts';
export {
  propagate,
  propagateByLayer,
  type LayerParameters,
  type PropagateOptions,
  type Propagation,
} from './propagate.ts';
export { normalNumbers, uniformNumbers } from './random.ts';
export type { LayerStack, StackLayer, WeightScheme } from './stack.ts';
export { predictNetwork } from './predicted-network.ts';
export {
  modelStack,
  type Assumption,
  type LayerOrigin,
  type Obstacle,
  type StackModel,
} from './stack-model.ts';
export { spell, type Sentence, type Translate } from './words.ts';
export { judgeStack, type StackVerdict } from './stack-verdict.ts';
