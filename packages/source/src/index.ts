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
export { changeStack, type ChangePlan, type StackChanges } from './edits/change-stack.ts';
export { useOf, type ActivationChange } from './edits/draft-activations.ts';
export { isCurrent, type EditableSource, type SourceEdit } from './edits/editable-source.ts';
export {
  explainRefusal,
  refusalSentences,
  type Refusal,
  type RefusalCode,
} from './edits/refusal.ts';
