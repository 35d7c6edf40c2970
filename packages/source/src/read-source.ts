import type { Framework } from '@actigrad/core';
import type { ActivationReading } from './activation-of.ts';
import { languageError, sizeError } from './errors.ts';
import type { Parsed } from './incremental-parse.ts';
import { parseJavaScript, readJavaScript } from './javascript.ts';
import { readJson } from './json.ts';
import { findSavedModels } from './keras-model.ts';
import type { LayerKind } from './layer-kinds.ts';
import { cellsOf, readPythonCells, type CellsReading } from './notebook.ts';
import { positionsIn, type Position } from './position.ts';
import { readProgram, type ProgramReading } from './program.ts';
import { parsePython, readPython } from './python.ts';
import { findSettingUses } from './settings.ts';
import type { Expression, Span } from './syntax.ts';
import type { FoundLayer, Initializer } from './trace.ts';
import type { FoundUse } from './found-use.ts';
import { readYaml } from './yaml.ts';

/** Languages that are read, by the ids that editors use; a notebook is the JSON text of an .ipynb file. */
export type Language =
  | 'python'
  | 'notebook'
  | 'javascript'
  | 'javascriptreact'
  | 'typescript'
  | 'typescriptreact'
  | 'json'
  | 'jsonc'
  | 'yaml';

/** By the ending of a file's name. */
const endings: { readonly [ending: string]: Language } = {
  py: 'python',
  pyi: 'python',
  ipynb: 'notebook',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  json: 'json',
  jsonc: 'jsonc',
  yaml: 'yaml',
  yml: 'yaml',
};

/** The language of a file by its name; undefined for one that is not read. */
export function languageOf(file: string): Language | undefined {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(endings, ending) ? endings[ending] : undefined;
}

/** Reading takes about 10 µs a line; a text this long is data, not a program that someone wrote. */
const maxLength = 2 ** 22;

/** `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** An activation in a text, with its parameters as written there. */
export interface Use extends ActivationReading, Range {
  /** The text from `start` to `end`: with its arguments, a string with its quotes. */
  readonly text: string;
  /** The part that names it: `nn.LeakyReLU` of `nn.LeakyReLU(0.2)`. */
  readonly word: Range;
  /** For a name that the text defines, such as `self.act`: where it says which activation that is. */
  readonly definition?: Range;
}

/** A layer of a stack. */
export interface Layer extends Range {
  readonly kind: LayerKind;
  /** The framework's name of its constructor, in full: `torch.nn.BatchNorm1d`. */
  readonly name?: string;
  /** Output width or channels. */
  readonly units?: number;
  /** Input width or channels, as written or as the layer before gives it. */
  readonly inputs?: number;
  /** Id in core. */
  readonly activation?: string;
  /** Of the activation, by core's names. */
  readonly parameters?: { readonly [name: string]: number };
  /** False where the layer is told to have none. */
  readonly bias?: boolean;
  /** Where the text says how its weights, or its bias, are filled; else it is the framework's default. */
  readonly initializer?: Initializer;
  readonly biasInitializer?: Initializer;
  /** The call that fills its weights after it was made: `nn.init.xavier_uniform_(m.weight)`. */
  readonly filled?: Range;
  /** Share of units that a dropout drops. */
  readonly rate?: number;
  /** Of an add: index of the layer whose output is added, -1 for the input of the stack; on its way it may go through a branch that is unread. */
  readonly from?: number;
  /** Line of `start`. */
  readonly line: number;
}

/** Layers in the order in which an input goes through them. */
export interface Stack extends Range {
  /** The variable, class or function that holds it. */
  readonly name: string;
  readonly framework?: Framework;
  /** Width of the input, where it is written. */
  readonly inputs?: number;
  readonly layers: readonly Layer[];
  /** What belongs to the stack and the text does not tell: nothing of it was guessed. */
  readonly unread: readonly Unread[];
}

export interface Unread extends Range {
  /** `layer`, `operation`, `branch`, `condition`, `loop`, `outputs`, or the argument: `units`, `rate`, `activation`. */
  readonly what: string;
  readonly text: string;
  readonly line: number;
}

export interface Reading {
  /** In the order of the text; one may lie inside the arguments of another. */
  readonly uses: readonly Use[];
  /** Sought when first asked for. */
  readonly stacks: readonly Stack[];
}

/** What was parsed for a reading, for the reading of the next version. */
const parsed = new WeakMap<Reading, Parsed>();

/**
 * Reads the activations and the layer stacks of a text. Broken code gives what is left of it.
 *
 * @param previous the reading of an earlier version of the text: what did not change is not parsed again
 * @throws TypeError `SOURCE_LANGUAGE`, RangeError `SOURCE_TOO_LARGE`
 * @example
 * const { uses } = readSource('import torch.nn as nn\nact = nn.LeakyReLU(0.2)', 'python');
 * uses[0].function; // 'leaky-relu'
 * uses[0].parameters; // { slope: 0.2 }
 */
export function readSource(text: string, language: Language, previous?: Reading): Reading {
  if (text.length > maxLength) throw sizeError(text.length, maxLength);
  const before = previous && parsed.get(previous);
  switch (language) {
    case 'python': {
      const parse = parsePython(text, before);
      return remember(parse, presentText(readProgram(readPython(parse), 'python'), text));
    }
    case 'notebook':
      return readCells(cellsOf(text));
    case 'javascript':
    case 'javascriptreact':
    case 'typescript':
    case 'typescriptreact': {
      const parse = parseJavaScript(text, language, before);
      return remember(parse, presentText(readProgram(readJavaScript(parse), 'javascript'), text));
    }
    case 'json':
    case 'jsonc':
      return presentText(readSettings(readJson(text)), text);
    case 'yaml':
      return presentText(readSettings(readYaml(text)), text);
    default:
      throw languageError(String(language satisfies never), [...new Set(Object.values(endings))]);
  }
}

function remember(parse: Parsed, reading: Reading): Reading {
  parsed.set(reading, parse);
  return reading;
}

/**
 * Reads the Python cells of a notebook, in their order: a cell sees the imports and definitions of
 * those before it. Positions have the index of their cell, and are in the cell's own source. A cell
 * of another kind is undefined.
 *
 * @throws RangeError `SOURCE_TOO_LARGE`
 */
export function readCells(cells: readonly (string | undefined)[]): Reading {
  const length = cells.reduce((sum, cell) => sum + (cell?.length ?? 0), 0);
  if (length > maxLength) throw sizeError(length, maxLength);
  const read = readPythonCells(cells);
  return present(read, read.position, read.slice);
}

/** The innermost use whose name, not its arguments, is at an offset of the text, or of a notebook's cell. */
export function findUseAt({ uses }: Reading, offset: number, cell?: number): Use | undefined {
  return uses.findLast(
    ({ word: { start, end } }) =>
      start.cell === cell && start.offset <= offset && offset <= end.offset,
  );
}

function readSettings(root: Expression | undefined): ProgramReading {
  return {
    uses: root ? findSettingUses(root) : [],
    findStacks: () => (root ? findSavedModels(root) : []),
  };
}

function presentText(reading: ProgramReading, text: string): Reading {
  return present(reading, positionsIn(text), (start, end) => text.slice(start, end));
}

function present(
  { uses, findStacks }: ProgramReading,
  position: CellsReading['position'],
  slice: CellsReading['slice'],
): Reading {
  const range = ({ start, end }: Span): Range => ({ start: position(start), end: position(end) });
  let stacks: readonly Stack[] | undefined;
  return {
    uses: uses.map((use: FoundUse): Use => {
      const { reading, start, word, definition } = use;
      const end = closedEnd(slice(word.end, use.end), word.end);
      return {
        ...reading,
        text: slice(start, end),
        ...range({ start, end }),
        word: range(word),
        ...(definition && { definition: range(definition) }),
      };
    }),
    get stacks(): readonly Stack[] {
      return (stacks ??= findStacks().map((stack) => ({
        ...stack,
        ...range(stack),
        layers: stack.layers.map((layer) => presentLayer(layer, range)),
        unread: stack.unread.map(({ what, ...span }) => ({
          what,
          text: slice(span.start, span.end),
          line: position(span.start).line,
          ...range(span),
        })),
      })));
    },
  };
}

/** A call that is not closed yet swallows what follows: it is shown to the end of its line. */
function closedEnd(rest: string, start: number): number {
  if (/^\W?$|\)$/.test(rest)) return start + rest.length;
  const line = rest.indexOf('\n');
  return start + (line < 0 ? rest : rest.slice(0, line)).trimEnd().length;
}

function presentLayer(
  { activation, filled, ...layer }: FoundLayer,
  rangeOf: (span: Span) => Range,
): Layer {
  const named = activation && {
    activation: activation.function,
    parameters: activation.parameters,
  };
  const range = rangeOf(layer);
  return {
    ...layer,
    ...named,
    ...(filled && { filled: rangeOf(filled) }),
    line: range.start.line,
    ...range,
  };
}
