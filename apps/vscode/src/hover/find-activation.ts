import { activations } from '@actigrad/core';
import { findUseAt, type Reading } from '@actigrad/source';
import { withParameters } from '../activation-choice.ts';
import { createRecent } from '../recent.ts';
import type { HoverSubject } from './render.ts';

/** A text that changes: its version tells whether it has been read already. */
export interface SourceText {
  readonly id: string;
  readonly version: string;
  readonly read: () => Reading;
  /** Index of the cell that is looked at, where the text is a notebook. */
  readonly cell?: number;
}

interface FoundActivation extends HoverSubject {
  /** Offsets of what names it, in the text or the cell. */
  readonly start: number;
  readonly end: number;
}

export type FindActivation = (text: SourceText, offset: number) => FoundActivation | undefined;

/** Open editors rarely show more; the text not asked for the longest is read anew. */
const keptTexts = 16;

/** Finds the activation at an offset of a text; each version of a text is read once. */
export function createFinder(): FindActivation {
  const recent = createRecent<{ version?: string; reading: Reading }>(keptTexts);
  return (text, offset) => {
    const kept = recent(text.id, () => ({ reading: nothing }));
    if (kept.version !== text.version) {
      kept.reading = readUnlessTooLarge(text.read);
      kept.version = text.version;
    }
    const use = findUseAt(kept.reading, offset, text.cell);
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

const nothing: Reading = { uses: [], stacks: [] };

/** A text of millions of characters is data: there is nothing to say of it. */
function readUnlessTooLarge(read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SOURCE_TOO_LARGE') return nothing;
    throw error;
  }
}
