import { activations } from '@actigrad/core';
import { findUseAt } from '@actigrad/source';
import { withParameters } from '../activation-choice.ts';
import type { Reader, SourceText } from '../reader.ts';
import type { HoverSubject } from './render.ts';

interface FoundActivation extends HoverSubject {
  /** Offsets of what names it, in the text or the cell. */
  readonly start: number;
  readonly end: number;
}

export type FindActivation = (text: SourceText, offset: number) => FoundActivation | undefined;

/** Finds the activation at an offset of a text. */
export function createFinder({ read }: Reader): FindActivation {
  return (text, offset) => {
    const use = findUseAt(read(text), offset, text.cell);
    const activation = use && activations.get(use.function);
    if (!activation) return undefined;
    const { start, end } = use.word;
    return {
      ...use,
      activation: withParameters(activation, use.parameters),
      start: start.offset,
      end: end.offset,
    };
  };
}
