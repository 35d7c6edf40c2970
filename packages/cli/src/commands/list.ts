import { activations, units, type Activation } from '@actigrad/core';
import {
  formatInterval,
  formatNumber,
  formatParameters,
  formatRange,
  formatSaturation,
} from '../format.ts';
import { printJson, printLine, type Output } from '../output.ts';
import { layOutTable } from '../table.ts';

/** `actigrad list`: every function, with the facts that decide between them, and every unit. */
export function list(output: Output, options: { readonly json?: boolean }): void {
  if (options.json) {
    const described = [...units.values()].map((unit) => ({ kind: 'unit', ...unit }));
    return printJson(output, [...[...activations.values()].map(describe), ...described]);
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
  for (const { id, summary } of units.values()) printLine(output, `\n${id}: ${summary}`);
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
    names,
    source,
  };
}
