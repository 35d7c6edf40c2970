import { setImmediate } from 'node:timers/promises';
import {
  prepare,
  runStudy,
  studies,
  type Bound,
  type Result,
  type Study,
  type Verdict,
} from '@actigrad/studies';
import { UsageError } from '../errors.ts';
import { formatNumber } from '../format.ts';
import { paint, printJson, printLine, type Colour, type Output } from '../output.ts';
import { layOutTable } from '../table.ts';

export interface StudyOptions {
  readonly list?: boolean;
  readonly quick?: boolean;
  readonly json?: boolean;
}

/** `actigrad study [names...]`: each claim, its figures, and whether it held. */
export async function study(
  output: Output,
  names: readonly string[],
  { list, quick = false, json }: StudyOptions,
  signal: AbortSignal,
): Promise<void> {
  const chosen = choose(names);
  if (list) return printList(output, chosen, json);
  const setting = prepare({ quick });
  const results: Result[] = [];
  for (const each of chosen) {
    // A study computes without a pause: only between two can a signal be heard.
    await setImmediate();
    signal.throwIfAborted();
    const result = await runStudy(each, setting);
    results.push(result);
    if (!json) printResult(output, result);
  }
  if (json) printJson(output, results);
  else printSummary(output, results);
}

function choose(names: readonly string[]): readonly Study[] {
  if (names.length === 0) return studies;
  return names.map((name) => {
    const found = studies.find(({ id }) => id === name);
    if (found) return found;
    const known = studies.map(({ id }) => id).join(', ');
    throw new UsageError(`there is no study "${name}"; there are ${known}`);
  });
}

function printList(output: Output, chosen: readonly Study[], json: boolean | undefined): void {
  const entries = chosen.map(({ id, claim }) => ({ study: id, claim }));
  if (json) return printJson(output, entries);
  const rows = entries.map(({ study: id, claim }) => [id, claim]);
  for (const line of layOutTable(['study', 'claim'], rows)) printLine(output, line);
}

const verdicts: { readonly [verdict in Verdict]: readonly [Colour, string] } = {
  held: ['green', '✓ held'],
  'in part': ['yellow', '~ held in part'],
  'did not hold': ['red', '✗ did not hold'],
};

/** The claim with what came out, in sentences, then its figures. */
function printResult(output: Output, result: Result): void {
  const [colour, mark] = verdicts[result.verdict];
  const seconds = (result.elapsedMs / 1000).toFixed(1);
  printLine(output, `${paint(output, 'bold', result.study)}  ${result.claim}`);
  printLine(output, `${paint(output, colour, mark)}  (${seconds} s)`);
  for (const sentence of result.sentences) printLine(output, `  ${sentence}`);
  for (const { held, figure, value, expected, because } of result.checks) {
    const sign = held ? paint(output, 'green', '✓') : paint(output, 'red', '✗');
    printLine(
      output,
      `  ${sign} ${figure}: ${formatNumber(value, 3)}, expected ${formatBound(expected)} (${because})`,
    );
  }
  printLine(output);
}

/** The table of claims. */
function printSummary(output: Output, results: readonly Result[]): void {
  const rows = results.flatMap(({ study: id, checks }) =>
    checks.map(({ figure, value, expected, held }, index) => [
      index === 0 ? id : '',
      figure,
      formatNumber(value, 3),
      formatBound(expected),
      held ? '✓ held' : '✗ did not hold',
    ]),
  );
  const header = ['study', 'figure', 'measured', 'expected', 'claim'];
  for (const line of layOutTable(header, rows)) printLine(output, line);
  const counts = (['held', 'in part', 'did not hold'] as const).map((verdict) => {
    const count = results.filter((result) => result.verdict === verdict).length;
    return `${count} ${verdict === 'in part' ? 'held in part' : verdict}`;
  });
  printLine(
    output,
    `\n${results.length} ${results.length === 1 ? 'claim' : 'claims'}: ${counts.join(', ')}.`,
  );
}

function formatBound(bound: Bound): string {
  return bound.kind === 'between'
    ? `${formatNumber(bound.low, 3)} to ${formatNumber(bound.high, 3)}`
    : `${bound.kind} ${formatNumber(bound.limit, 3)}`;
}
