import { inspectCapture, type Finding, type Inspection } from '@actigrad/diagnostics';
import { openTensors } from '@actigrad/tensors/node';
import { formatCount, formatNumber } from '../format.ts';
import { paint, printJson, printLine, type Colour, type Output } from '../output.ts';
import { layOutTable } from '../table.ts';

export interface InspectOptions {
  readonly activation?: string;
  readonly json?: boolean;
}

/** `actigrad inspect <capture>`: the figures of every layer, and what is wrong with it. */
export async function inspect(
  output: Output,
  path: string,
  options: InspectOptions,
): Promise<void> {
  await using capture = await openTensors(path);
  const { activation } = options;
  const inspection = await inspectCapture(capture, activation === undefined ? {} : { activation });
  if (options.json) return printJson(output, inspection);
  for (const line of layOutLayers(inspection)) printLine(output, line);
  printLine(output);
  if (inspection.findings.length === 0) printLine(output, paint(output, 'green', 'Nothing found.'));
  for (const alike of groupAlike(inspection.findings)) printFindings(output, alike);
}

function layOutLayers({ layers }: Inspection): string[] {
  const header = ['layer', 'units', 'dead', 'slope < 1 %', 'preactivation', 'output', '‖gradient‖'];
  return layOutTable(
    header,
    layers.map((layer) => [
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

const marks: { readonly [severity in Finding['severity']]: readonly [Colour, string] } = {
  error: ['red', '✗ error'],
  warning: ['yellow', '! warning'],
  note: ['dim', '· note'],
};

/** Findings of one rule and severity: what ails six layers in the same way is said once. */
function groupAlike(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function printFindings(output: Output, alike: readonly Finding[]): void {
  const [first] = alike;
  if (!first) return;
  const [colour, mark] = marks[first.severity];
  const layers = alike.map(({ layer }) => layer);
  printLine(output, `${paint(output, colour, mark)}  ${first.rule}  ${layers.join(', ')}`);
  printLine(output, `  ${alike.length > 1 ? `${first.layer}: ` : ''}${first.message}`);
}
