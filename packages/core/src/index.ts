export { speedClass, type Cost, type SpeedClass } from './cost.ts';
export type { Accuracy, Float32Accuracy, Float64Accuracy, NearZero } from './accuracy.ts';
export type { Activation, MapOptions } from './activation.ts';
export type { ArrayFunction, ArrayKind, ArrayOptions } from './array-function.ts';
export type { AxisOptions } from './axis.ts';
export type { InputOptions } from './bias.ts';
export type { ChannelLayout } from './channels.ts';
export type { Dtype, Elements } from './elements.ts';
export type { CodedError, CoreErrorCode } from './errors.ts';
export type { Facts, Interval, Saturation } from './facts.ts';
export type { Gradients, ParameterGradients } from './gradients.ts';
export type { SlopeTail } from './slope-tails.ts';
export { smallSlope, type TurningPoint } from './turning-points.ts';
export * from './functions/index.ts';
export { drawRrelu, type RreluDraw } from './functions/rrelu.ts';
export { kernelBuild } from './kernel-binary.ts';
export { activation, activations, arrayFunctions, type LookupOptions } from './lookup.ts';
export { kernelMemory, reclaimThread, type KernelMemory } from './address-space.ts';
export { allocate, arrayAt, placeOf, release, type KernelPlace } from './memory.ts';
export { countNonFinite, type NonFinite } from './non-finite.ts';
export type { ParameterValue } from './parameter-blocks.ts';
export type { ParameterChanges } from './parameter-values.ts';
export {
  frameworks,
  type ArgumentValue,
  type ArrayFunctionRecord,
  type Framework,
  type FrameworkName,
  type FunctionRecord,
  type Kink,
  type Parameter,
} from './record.ts';
export { startReduction, type ReductionDescription } from './reductions/index.ts';
export { QuantileSketch, type Bucket, type SketchParts } from './reductions/quantile-sketch.ts';
export type { ColumnLayout } from './reductions/columns.ts';
export type { Reduction, ReductionStep } from './reductions/reduction.ts';
export type { FalseZeros } from './reductions/lost-gradients.ts';
export {
  representative,
  SlopeCounts,
  type SlopeDescription,
  type SlopeOptions,
  type SlopeParts,
} from './reductions/slope-counts.ts';
export {
  Summary,
  type Moments,
  type SummaryDescription,
  type SummaryParts,
} from './reductions/summary.ts';
export { maxout, units, type Maxout, type MaxoutShape, type UnitRecord } from './units/index.ts';
export { useWidenedLoops, widenedLoops, widenLoop, type LoopName } from './wide-kernels.ts';
