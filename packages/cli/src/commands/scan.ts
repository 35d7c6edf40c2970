import { readFile } from 'node:fs/promises';
import {
  judgeStack,
  modelStack,
  rules,
  type Obstacle,
  type StackVerdict,
} from '@actigrad/diagnostics';
import {
  languageOf,
  readSource,
  type Layer,
  type Position,
  type Reading,
  type Stack,
  type Use,
} from '@actigrad/source';
import { describeError } from '../errors.ts';
import { findSourceFiles } from '../find-source-files.ts';
import { formatNumber } from '../format.ts';
import { paint, printJson, printLine, type Output } from '../output.ts';

interface ScannedFile extends Reading {
  readonly file: string;
}

/**
 * `actigrad scan <files|dirs>`: the activations and layer stacks in source text. Goes on past a
 * file that cannot be read, says so on standard error, and returns whether there was none.
 */
export async function scan(
  output: Output,
  paths: readonly string[],
  options: { readonly json?: boolean },
): Promise<boolean> {
  const files: ScannedFile[] = [];
  let whole = true;
  for await (const { file, isNamed } of findSourceFiles(paths)) {
    const language = languageOf(file);
    if (language === undefined) continue;
    try {
      const { uses, stacks } = readSource(await readFile(file, 'utf8'), language);
      // Of a folder only the files that say something; a file that was named in any case.
      if (isNamed || uses.length + stacks.length > 0) files.push({ file, uses, stacks });
    } catch (error) {
      whole = false;
      output.err.write(`${describeError(error)} ${file}\n`);
    }
  }
  if (options.json) printJson(output, { files: files.map(describeFile) });
  else for (const file of files) printFile(output, file);
  return whole;
}

function describeFile({ file, uses, stacks }: ScannedFile): object {
  return { file, uses: uses.map(describeUse), stacks: stacks.map(describeStack) };
}

function describeUse({
  function: id,
  framework,
  parameters,
  unread,
  text,
  start,
  end,
}: Use): object {
  const place = { start: describePosition(start), end: describePosition(end) };
  return { function: id, framework, parameters, text, ...place, unread };
}

function describeStack(stack: Stack): object {
  const { name, layers, unread } = stack;
  const { verdict, obstacles } = judge(stack);
  return {
    name,
    layers: layers.map(({ start, end, ...layer }) => ({
      ...layer,
      start: describePosition(start),
      end: describePosition(end),
    })),
    unread: unread.map(({ what, text, line }) => ({ what, text, line })),
    ...(verdict && {
      verdict: {
        gradientRatio: verdict.gradientRatio,
        signalRatio: verdict.signalRatio,
        findings: verdict.findings,
      },
    }),
    ...(obstacles.length > 0 && { notJudged: obstacles }),
  };
}

/** What theory says of a stack; of one that is not known in full it says nothing. */
function judge(stack: Stack): { verdict?: StackVerdict; obstacles: readonly Obstacle[] } {
  const model = modelStack(stack);
  const { obstacles } = model;
  return model.stack ? { verdict: judgeStack(model.stack), obstacles } : { obstacles };
}

/** Line and column from 1; in a notebook also the index of the cell, from 0. */
function describePosition({ line, column, cell }: Position): object {
  return { line, column, ...(cell !== undefined && { cell }) };
}

function printFile(output: Output, { file, uses, stacks }: ScannedFile): void {
  printLine(output, paint(output, 'bold', file));
  for (const { function: id, framework, parameters, text, start } of uses) {
    const shown = Object.entries(parameters).map(
      ([name, value]) => `${name} ${formatNumber(value)}`,
    );
    const cell = start.cell === undefined ? '' : `[${start.cell}]`;
    const place = `${cell}${start.line}:${start.column}`.padStart(8);
    const described = [id, ...shown].join(' ').padEnd(28);
    printLine(output, `${place}  ${described}  ${framework.padEnd(11)}  ${firstLine(text)}`);
  }
  for (const stack of stacks) {
    const { name, layers, unread } = stack;
    printLine(output, `  stack ${name}: ${layers.map(describeLayer).join(' → ')}`);
    printVerdict(output, judge(stack).verdict);
    for (const { text, line } of unread) {
      printLine(output, `    not read, line ${line}: ${firstLine(text)}`);
    }
  }
}

function printVerdict(output: Output, verdict: StackVerdict | undefined): void {
  if (!verdict || verdict.layers < 2) return;
  const { gradientRatio, layers, findings } = verdict;
  const [worst] = findings.filter(({ severity }) => severity !== 'note');
  const told = `gradient × ${formatRatio(gradientRatio)} over ${layers} layers`;
  const title = worst && rules.get(worst.rule)?.title.toLowerCase();
  const found = worst && `: ${worst.severity}, ${title} in ${worst.layer}`;
  printLine(output, `    ${told}${found ? paint(output, 'bold', found) : ''}`);
}

/** Of a ratio far from 1 the power of ten matters. */
function formatRatio(ratio: number): string {
  const isPlain = ratio >= 1e-3 && ratio < 1e4;
  return isPlain ? formatNumber(ratio, 2) : ratio.toExponential(1).replace('-', '−');
}

function describeLayer({ kind, units, activation }: Layer): string {
  return [activation ?? kind, units].filter((part) => part !== undefined).join(' ');
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
