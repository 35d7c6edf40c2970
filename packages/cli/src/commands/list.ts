import {
  activations,
  arrayFunctions,
  units,
  type Activation,
  type ArrayFunction,
} from '@actigrad/core';
import {
  formatInterval,
  formatNumber,
  formatParameters,
  formatRange,
  formatSaturation,
} from '../format.ts';
import { printJson, printLine, type Output } from '../output.ts';
import { layOutTable } from '../table.ts';

/**
 * `actigrad list`: every function of a number with the facts that decide between them, every
 * function of rows, halves and pieces, and every unit.
 */
export function list(output: Output, options: { readonly json?: boolean }): void {
  if (options.json) {
    return printJson(output, [
      ...[...activations.values()].map(describe),
      ...[...arrayFunctions.values()].map(describeArrayFunction),
      ...[...units.values()].map((unit) => ({ kind: 'unit', ...unit })),
    ]);
  }
  const header = [
    'function',
    'parameters',
    'range',
    'saturates (slope < 1 %)',
    'dead',
    'zero-centred',
    'steepest',
  ];
  const rows = [...activations.values()].map((activation) => {
    const facts = activation.facts();
    return [
      activation.id,
      formatParameters(activation),
      formatRange(facts),
      facts.saturation.map(formatSaturation).join(', '),
      facts.dead.map(formatInterval).join(', '),
      facts.zeroCentred ? 'yes' : 'no',
      formatNumber(facts.largestSlope.value),
    ];
  });
  for (const line of layOutTable(header, rows)) printLine(output, line);
  printLine(output);
  const others = [
    ...[...arrayFunctions.values()].map(({ id, kind, record }) => [id, kind, record.summary]),
    ...[...units.values()].map(({ id, summary }) => [id, 'unit', summary]),
  ];
  for (const line of layOutTable(['function', 'kind', 'what it is'], others))
    printLine(output, line);
}

/** What `list --json` and `show --json` say of a function. */
export function describe(activation: Activation): object {
  const { id, name, kind, parameters, record } = activation;
  const { summary, formula, derivative, names, source } = record;
  return {
    id,
    name,
    kind,
    summary,
    parameters,
    formula,
    derivative,
    facts: activation.facts(),
    accuracy: activation.accuracy,
    cost: activation.cost,
    names,
    source,
  };
}

export function describeArrayFunction({
  id,
  name,
  kind,
  parameters,
  record,
}: ArrayFunction): object {
  const { summary, formula, derivative, names, source } = record;
  return { id, name, kind, summary, parameters, formula, derivative, names, source };
}
