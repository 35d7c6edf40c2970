import { groupFindings, type Examination, type Finding } from '@actigrad/diagnostics';
import { formatCount, formatNumber } from '../format.ts';
import { paint, printLine, type Colour, type Output } from '../output.ts';
import { layOutTable } from '../table.ts';

/** Prints the figures of each layer, and what was found. */
export function printExamination(output: Output, examination: Examination): void {
  const { findings, series } = examination;
  if (series) {
    const { steps } = series;
    const count = `${formatCount(steps.length)} captures`;
    printLine(output, `${count}, steps ${steps[0]} to ${steps.at(-1)}; figures of the last:`);
  }
  for (const line of layOutLayers(examination)) printLine(output, line);
  printLine(output);
  if (findings.length === 0) printLine(output, paint(output, 'green', 'Nothing found.'));
  for (const { severity, rule, layers, first } of groupFindings(findings)) {
    const [colour, mark] = marks[severity];
    printLine(output, `${paint(output, colour, mark)}  ${rule}  ${layers.join(', ')}`);
    printLine(output, `  ${layers.length > 1 ? `${first.layer}: ` : ''}${first.message}`);
  }
}

const marks: { readonly [severity in Finding['severity']]: readonly [Colour, string] } = {
  error: ['red', '✗ error'],
  warning: ['yellow', '! warning'],
  note: ['dim', '· note'],
};

function layOutLayers({ network }: Examination): string[] {
  const header = ['layer', 'units', 'dead', 'slope < 1 %', 'preactivation', 'output', '‖gradient‖'];
  return layOutTable(
    header,
    network.layers.map(({ figures: layer }) => [
      layer.layer,
      formatCount(layer.units),
      layer.deadUnits === null ? '–' : formatCount(layer.deadUnits),
      layer.slopeBelow1Percent === null ? '–' : `${(layer.slopeBelow1Percent * 100).toFixed(1)} %`,
      formatSpread(layer.preactivationMean, layer.preactivationStd),
      formatSpread(layer.activationMean, layer.activationStd),
      layer.gradL2 === null ? '–' : formatNumber(layer.gradL2, 3),
    ]),
  );
}

/** Mean ± standard deviation. */
function formatSpread(mean: number | null, std: number | null): string {
  return mean === null || std === null ? '–' : `${formatNumber(mean, 3)} ± ${formatNumber(std, 3)}`;
}
