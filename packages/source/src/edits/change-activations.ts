import { activations } from '@actigrad/core';
import type { Layer, Reading, Stack, Use } from '../read-source.ts';
import { importOf } from './import-of.ts';
import { refuse, type Refusal } from './refusal.ts';
import { rewriteUse, type Style } from './rewrite-use.ts';
import { isSameParameters } from './spelling.ts';

/** A text that is read and may be changed: a file, or the cells of a notebook. */
export interface EditableSource {
  /** One text; of a notebook its cells in order, undefined where one is no code. */
  readonly texts: readonly (string | undefined)[];
  readonly reading: Reading;
  /** Of `data`, a saved model, nothing is changed. */
  readonly language: Style['language'] | 'data';
  /** Reads changed texts. */
  readonly read: (texts: readonly (string | undefined)[]) => Reading;
}

/** What a layer's activation is to be. */
export interface ActivationChange {
  /** Index in the stack. */
  readonly layer: number;
  /** Id in core, and all its parameters by core's names. */
  readonly function: string;
  readonly parameters: { readonly [name: string]: number };
}

/** Text that takes the place of other text; offsets in the file, or in the cell. */
export interface SourceEdit {
  readonly cell?: number;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export interface ChangePlan {
  readonly edits: readonly SourceEdit[];
  /** Layers that change with them though nobody asked: they share the text. */
  readonly alsoChanged: readonly {
    readonly stack: string;
    readonly layer: number;
    readonly line: number;
  }[];
}

/**
 * Finds the least edits that give layers other activations, or their parameters other values. The
 * changed text is read again: edits are given only if it then says exactly what was asked for.
 */
export function changeActivations(
  source: EditableSource,
  stack: Stack,
  changes: readonly ActivationChange[],
): ChangePlan | Refusal {
  const { language } = source;
  if (language === 'data') return refuse('saved');
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
    const texts = rewriteUse(use, wanted, isMethod, styleOf(language, text));
    if ('refused' in texts) return texts;
    drafts.set(use, { change, texts, use });
  }
  const attempts = attemptsOf(source, [...drafts.values()]);
  for (const edits of attempts) {
    const plan = verify(source, stack, changes, edits);
    if (plan) return plan;
  }
  const [first] = changes;
  return refuse('unverified', activations.get(first?.function ?? '')?.name ?? '');
}

interface Draft {
  readonly change: ActivationChange;
  readonly use: Use;
  readonly texts: readonly string[];
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
  const most = Math.max(...drafts.map((draft) => draft.texts.length));
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

function applyEdits(
  texts: readonly (string | undefined)[],
  edits: readonly SourceEdit[],
): (string | undefined)[] {
  return texts.map((text, cell) =>
    edits
      .filter((edit) => (edit.cell ?? 0) === cell)
      .toSorted((a, b) => b.start - a.start)
      .reduce(
        (changed, { start, end, after }) =>
          changed === undefined ? changed : changed.slice(0, start) + after + changed.slice(end),
        text,
      ),
  );
}

function verify(
  source: EditableSource,
  stack: Stack,
  changes: readonly ActivationChange[],
  edits: readonly SourceEdit[],
): ChangePlan | undefined {
  const { reading } = source;
  const next = source.read(applyEdits(source.texts, edits));
  if (next.stacks.length !== reading.stacks.length || next.uses.length !== reading.uses.length)
    return undefined;
  const alsoChanged: { stack: string; layer: number; line: number }[] = [];
  for (const [index, before] of reading.stacks.entries()) {
    const after = next.stacks[index]!;
    if (
      after.layers.length !== before.layers.length ||
      after.unread.length !== before.unread.length
    )
      return undefined;
    for (const [at, layer] of before.layers.entries()) {
      const changed = after.layers[at]!;
      if (changed.kind !== layer.kind || changed.units !== layer.units) return undefined;
      const asked = before === stack ? changes.find((change) => change.layer === at) : undefined;
      if (asked) {
        if (changed.activation !== asked.function) return undefined;
        if (!isSameParameters(changed.parameters ?? {}, asked.parameters)) return undefined;
      } else if (
        changed.activation !== layer.activation ||
        !isSameParameters(changed.parameters ?? {}, layer.parameters ?? {})
      ) {
        alsoChanged.push({ stack: before.name, layer: at, line: layer.line });
      }
    }
  }
  return {
    edits: edits.toSorted((a, b) => (a.cell ?? 0) - (b.cell ?? 0) || a.start - b.start),
    alsoChanged,
  };
}

function isSameChange(a: ActivationChange, b: ActivationChange): boolean {
  return a.function === b.function && isSameParameters(a.parameters, b.parameters);
}

function styleOf(language: Style['language'], text: string): Style {
  const count = (quote: string): number => text.split(quote).length;
  return { language, quote: count('"') > count("'") ? '"' : "'" };
}
