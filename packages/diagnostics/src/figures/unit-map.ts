import { heatMap } from '@actigrad/plot';
import { counted, figure, percent } from './cells.ts';
import { activationOf, type LayerSnapshot } from './network-snapshot.ts';
import { number, text, type Look, type Picture } from './picture.ts';
import type { UnitSamples } from './unit-samples.ts';

const rowHeight = 4;
const frameHeight = 76;

/**
 * Draws units by samples: ink where the gradient passes, by |slope| as a share of the largest.
 * Units that are dead for all samples of the layer, not only for those drawn, are marked.
 */
export function unitMapFigure(
  { layer, unitCount, units, samples, values }: UnitSamples,
  { activation: choice, units: measured }: LayerSnapshot,
  { palette, ...options }: Look,
): Picture | undefined {
  const activation = choice && activationOf(choice);
  if (!activation || !measured) return undefined;
  const { value } = activation.facts().largestSlope;
  const largest = Number.isFinite(value) ? Math.abs(value) : 1;
  const slopes = activation
    .backward(values, new Float32Array(values.length).fill(1))
    .map((slope) => Math.min(1, Math.abs(slope) / largest));
  const drawn = measured.active.slice(0, units);
  const dead = drawn.flatMap((share, unit) => (share === 0 ? [unit] : []));
  const which =
    units < unitCount
      ? `the first ${figure(units)} of ${counted(unitCount, 'unit')}`
      : counted(units, 'unit');
  const words = {
    title: `Where the gradient passes in ${layer}`,
    description:
      `Slopes of ${which} for ${counted(samples, 'sample')}: ` +
      `${percent(slopes.filter((slope) => slope !== 0).length / slopes.length)} are not 0. ` +
      `${dead.length === 0 ? 'No unit is' : dead.length === 1 ? '1 unit is' : `${dead.length} units are`} dead for all samples.`,
  };
  const svg = heatMap(
    {
      ...words,
      rows: units,
      columns: samples,
      values: slopes,
      range: [0, 1],
      rowLabel: 'unit',
      columnLabel: 'sample; ink: slope as a share of the largest',
      markedRows: dead,
      hatched: dead.map((row) => ({ row, start: 0, end: samples })),
      markLabel: 'dead',
    },
    palette,
    { height: frameHeight + rowHeight * Math.max(24, units), ...options },
  );
  const rows = drawn.map((active, unit) => {
    const row = slopes.subarray(unit * samples, (unit + 1) * samples);
    const mean = row.reduce((sum, slope) => sum + slope, 0) / samples;
    return [`${unit}`, percent(active), figure(mean), active === 0 ? 'dead' : ''];
  });
  const columns = [
    number('unit'),
    number('active samples, of all'),
    number('mean slope share, of those drawn'),
    text('state'),
  ];
  return { ...words, svg, table: { columns, rows } };
}
