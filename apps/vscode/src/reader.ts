import type { Reading } from '@actigrad/source';
import { createRecent } from './recent.ts';

/** A text that changes: its version tells whether it has been read already. */
export interface SourceText {
  readonly id: string;
  readonly version: string;
  /** Of an earlier reading of the text, what did not change is not parsed again. */
  readonly read: (previous?: Reading) => Reading;
  /** Index of the cell that is looked at, where the text is a notebook. */
  readonly cell?: number;
}

export interface Reader {
  /** The reading of the text as it is now; each version is read once. */
  readonly read: (text: SourceText) => Reading;
  /** Whether that reading is there already. */
  readonly hasRead: (text: SourceText) => boolean;
}

/** Open editors rarely show more; the text not asked for the longest is read anew. */
const keptTexts = 16;

export function createReader(): Reader {
  const recent = createRecent<{ version?: string; reading?: Reading }>(keptTexts);
  const keptOf = (id: string) => recent(id, () => ({}));
  return {
    read(text) {
      const kept = keptOf(text.id);
      if (kept.version !== text.version || !kept.reading) {
        kept.reading = readUnlessTooLarge(text.read, kept.reading);
        kept.version = text.version;
      }
      return kept.reading;
    },
    hasRead: ({ id, version }) => keptOf(id).version === version,
  };
}

const nothing: Reading = { uses: [], stacks: [] };

/** A text of millions of characters is data: there is nothing to say of it. */
function readUnlessTooLarge(read: SourceText['read'], previous: Reading | undefined): Reading {
  try {
    return read(previous);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SOURCE_TOO_LARGE') return nothing;
    throw error;
  }
}
