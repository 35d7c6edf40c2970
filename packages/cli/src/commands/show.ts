import { arrayFunctions, type ArrayFunction, type FrameworkName } from '@actigrad/core';
import { chooseActivation } from '../parameters.ts';
import {
  formatInterval,
  formatNumber,
  formatParameters,
  formatRange,
  formatSaturation,
} from '../format.ts';
import { paint, printJson, printLine, type Output } from '../output.ts';
import { drawCurve } from '../terminal-curve.ts';
import { describe, describeArrayFunction } from './list.ts';

export interface ShowOptions {
  readonly param?: Record<string, number>;
  readonly json?: boolean;
}

/** `actigrad show <fn>`: the curve, its slope and the facts. */
export function show(output: Output, name: string, options: ShowOptions): void {
  const ofArrays = arrayFunctions.get(name);
  if (ofArrays) return showArrayFunction(output, ofArrays.with(options.param ?? {}), options);
  const activation = chooseActivation(name, options.param);
  if (options.json) return printJson(output, describe(activation));
  const { record } = activation;
  const facts = activation.facts();
  const { mean, variance, slopeMeanSquare } = facts.normal;
  const parameters = formatParameters(activation);
  printLine(output, paint(output, 'bold', record.name) + (parameters && `  (${parameters})`));
  printLine(output, record.summary);
  printLine(output);
  for (const line of drawCurve(output, activation)) printLine(output, line);
  printLine(output);
  const lines: [what: string, text: string][] = [
    ['range', formatRange(facts)],
    [
      'zero-centred',
      facts.zeroCentred ? 'yes' : `no: mean output ${formatNumber(mean)} for N(0, 1)`,
    ],
    ['monotone', facts.monotone ? 'yes' : 'no'],
    [
      'steepest slope',
      `${formatNumber(facts.largestSlope.value)} at x = ${formatNumber(facts.largestSlope.at)}`,
    ],
    ['saturates', facts.saturation.map(formatSaturation).join(', ') || 'nowhere'],
    ['dead', facts.dead.map(formatInterval).join(', ') || 'nowhere'],
    ...facts.kinks.map(({ at, slope, because }): [string, string] => [
      `slope at ${formatNumber(at)}`,
      `${formatNumber(slope)}: ${because}`,
    ]),
    [
      'under N(0, 1)',
      `variance ${formatNumber(variance)}, mean squared slope ${formatNumber(slopeMeanSquare)}`,
    ],
    [
      'gain',
      `${formatNumber(facts.gain)} (weights of std gain / √inputs keep the signal's mean square)`,
    ],
    ['formula', record.formula],
    ['derivative', record.derivative],
    ['source', record.source],
  ];
  for (const [what, text] of lines) printLine(output, `${what.padEnd(15)}  ${text}`);
  printNames(output, record.names);
}

/** A function of rows has no curve: its words, and what it makes of a row. */
function showArrayFunction(output: Output, found: ArrayFunction, options: ShowOptions): void {
  if (options.json) return printJson(output, describeArrayFunction(found));
  const { record } = found;
  const row = [-1, 0, 1, 2];
  printLine(output, paint(output, 'bold', record.name));
  printLine(output, record.summary);
  printLine(output);
  const lines: [what: string, text: string][] = [
    ['example', `${formatNumbers(row)} → ${formatNumbers(found.value(row))}`],
    ['formula', record.formula],
    ['derivative', record.derivative],
    ['history', record.history],
    ['source', record.source],
  ];
  for (const [what, text] of lines) printLine(output, `${what.padEnd(15)}  ${text}`);
  printNames(output, record.names);
}

function printNames(
  output: Output,
  names: { readonly [framework: string]: readonly FrameworkName[] | undefined },
): void {
  printLine(output, 'names');
  for (const [framework, entries] of Object.entries(names)) {
    for (const { name, parameters } of entries ?? []) {
      const shown = Object.values(parameters ?? {})
        .flatMap((entry) => (entry?.[0] ? [`${entry[0]} = ${entry[1] ?? 'given'}`] : []))
        .join(', ');
      printLine(output, `  ${framework.padEnd(11)}  ${name}${shown && `  (${shown})`}`);
    }
  }
}

function formatNumbers(values: readonly number[]): string {
  return values.map((value) => formatNumber(value)).join(', ');
}
