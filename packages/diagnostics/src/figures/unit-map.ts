import { heatMap } from '@actigrad/plot';
import { figure, percent, samplesIn, unitsIn } from './cells.ts';
import { activationOf, type LayerSnapshot } from './network-snapshot.ts';
import { canvasOf, number, text, type Look, type Picture } from './picture.ts';
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
  look: Look,
): Picture | undefined {
  const { palette, options, t } = canvasOf(look);
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
      ? t('the first {0} of {1}', figure(units), unitsIn(unitCount, t))
      : unitsIn(units, t);
  const passing = percent(slopes.filter((slope) => slope !== 0).length / slopes.length);
  const words = {
    title: t('Where the gradient passes in {0}', layer),
    description: [
      t('Slopes of {0} for {1}: {2} are not 0.', which, samplesIn(samples, t), passing),
      dead.length === 0
        ? t('No unit is dead for all samples.')
        : dead.length === 1
          ? t('1 unit is dead for all samples.')
          : t('{0} units are dead for all samples.', dead.length),
    ].join(' '),
  };
  const svg = heatMap(
    {
      ...words,
      rows: units,
      columns: samples,
      values: slopes,
      range: [0, 1],
      rowLabel: t('unit'),
      columnLabel: t('sample; ink: slope as a share of the largest'),
      markedRows: dead,
      hatched: dead.map((row) => ({ row, start: 0, end: samples })),
      markLabel: t('dead'),
    },
    palette,
    { height: frameHeight + rowHeight * Math.max(24, units), ...options },
  );
  const rows = drawn.map((active, unit) => {
    const row = slopes.subarray(unit * samples, (unit + 1) * samples);
    const mean = row.reduce((sum, slope) => sum + slope, 0) / samples;
    return [`${unit}`, percent(active), figure(mean), active === 0 ? t('dead') : ''];
  });
  const columns = [
    number(t('unit')),
    number(t('active samples, of all')),
    number(t('mean slope share, of those drawn')),
    text(t('state')),
  ];
  return { ...words, svg, table: { columns, rows } };
}
