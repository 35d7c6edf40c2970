export type { ActivationReading } from './activation-of.ts';
export type { SourceError, SourceErrorCode } from './errors.ts';
export type { LayerKind } from './layer-kinds.ts';
export type { Position } from './position.ts';
export {
  findUseAt,
  languageOf,
  readCells,
  readSource,
  type Language,
  type Layer,
  type Range,
  type Reading,
  type Stack,
  type Unread,
  type Use,
} from './read-source.ts';
export type { Initializer } from './trace.ts';
export {
  changeActivations,
  useOf,
  type ActivationChange,
  type ChangePlan,
  type EditableSource,
  type SourceEdit,
} from './edits/change-activations.ts';
export { explainRefusal, type Refusal, type RefusalCode } from './edits/refusal.ts';
