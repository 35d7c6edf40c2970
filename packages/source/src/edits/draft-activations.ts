import { activations, type Activation } from '@actigrad/core';
import type { Layer, Reading, Stack, Use } from '../read-source.ts';
import { callArguments } from './call-arguments.ts';
import type { EditableSource, SourceEdit } from './editable-source.ts';
import { importOf } from './import-of.ts';
import { refuse, type Refusal } from './refusal.ts';
import { makeCall, rewriteUse, styleOf, type Style } from './rewrite-use.ts';
import { isSameParameters, spellingsOf } from './spelling.ts';

/** What a layer's activation is to be. */
export interface ActivationChange {
  /** Index in the stack. */
  readonly layer: number;
  /** Id in core, and all its parameters by core's names. */
  readonly function: string;
  readonly parameters: { readonly [name: string]: number };
}

interface Draft {
  readonly change: ActivationChange;
  readonly use: Use;
  readonly texts: readonly string[];
}

/** Edits that may give layers other activations, the nearest spellings first. */
export function draftActivations(
  source: EditableSource & { readonly language: Style['language'] },
  stack: Stack,
  changes: readonly ActivationChange[],
): SourceEdit[][] | Refusal {
  const { language } = source;
  const drafts = new Map<Use, Draft>();
  for (const change of changes) {
    const layer = stack.layers[change.layer];
    const wanted = activations.get(change.function)?.with(change.parameters);
    if (!layer || !wanted) return refuse('unnamed');
    const use = useOf(source.reading, layer);
    if (!use) return refuse('unnamed');
    const known = drafts.get(use);
    if (known) {
      if (!isSameChange(known.change, change)) return refuse('conflict');
      continue;
    }
    const text = source.texts[use.start.cell ?? 0] ?? '';
    const isMethod = text[use.word.start.offset - 1] === '.';
    const style = styleOf(language, text);
    const rewritten = rewriteUse(use, wanted, isMethod, style);
    // What no string can say, an object of the layer's framework may.
    const made = 'refused' in rewritten ? makeActivation(layer, text, wanted, style) : [];
    const texts = made.length > 0 ? made : rewritten;
    if ('refused' in texts) return texts;
    drafts.set(use, { change, texts, use });
  }
  return attemptsOf(source, [...drafts.values()]);
}

/** The one text that says which activation a layer has. */
export function useOf({ uses }: Reading, { activation, start, end }: Layer): Use | undefined {
  const inside = uses.filter(
    (use) =>
      use.function === activation &&
      !use.definition &&
      use.start.cell === start.cell &&
      use.start.offset >= start.offset &&
      use.end.offset <= end.offset,
  );
  const ending = inside.filter((use) => use.end.offset === end.offset);
  const exact = ending.filter((use) => use.start.offset === start.offset);
  return [exact, ending, inside].find(({ length }) => length === 1)?.[0];
}

/** First the nearest spellings as they are, then with an import beside the one that is there. */
function attemptsOf({ texts }: EditableSource, drafts: readonly Draft[]): SourceEdit[][] {
  const most = Math.max(1, ...drafts.map((draft) => draft.texts.length));
  const plain = Array.from({ length: most }, (_, index) =>
    drafts.map(({ use, texts: written }) => editOf(use, written[index] ?? written[0]!)),
  );
  const imported = drafts.flatMap(({ use, texts: written }) => {
    const cells = use.start.cell === undefined ? [0] : texts.map((_, cell) => cell);
    const name = /^\w+(?=\(|$)/.exec(written[0]!)?.[0];
    const old = /^\w+(?=\s*\(|$)/.exec(use.text)?.[0];
    if (name === undefined || old === undefined) return [];
    const found = cells.flatMap(
      (cell) =>
        importOf(texts[cell] ?? '', old, name, use.start.cell === undefined ? undefined : cell) ??
        [],
    );
    return found.slice(0, 1);
  });
  const unique = [
    ...new Map(imported.map((edit) => [`${edit.cell} ${edit.start}`, edit])).values(),
  ];
  return unique.length > 0 ? [...plain, [...unique, ...plain[0]!]] : plain;
}

/** `keras.layers.Dense(64, activation=…)` has the function beside it: `keras.layers.LeakyReLU(…)`. */
function makeActivation(
  { name, kind, start, end }: Layer,
  text: string,
  wanted: Activation,
  style: Style,
): string[] {
  if (kind === 'activation' || !name?.startsWith('keras.')) return [];
  const call = callArguments(text, start.offset, end.offset, style.language);
  return call
    ? spellingsOf(wanted, 'keras', call.word, name).flatMap(
        (spelling) => makeCall(spelling, wanted, style) ?? [],
      )
    : [];
}

function editOf({ start, end, text }: Use, after: string): SourceEdit {
  return {
    ...(start.cell !== undefined && { cell: start.cell }),
    start: start.offset,
    end: end.offset,
    line: start.line,
    before: text,
    after,
  };
}

function isSameChange(a: ActivationChange, b: ActivationChange): boolean {
  return a.function === b.function && isSameParameters(a.parameters, b.parameters);
}
