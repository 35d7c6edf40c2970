import { heatMap } from '@actigrad/plot';
import { figure, percent, tellByLayer, unitsIn } from './cells.ts';
import type { NetworkSnapshot } from './network-snapshot.ts';
import { canvasOf, number, text, type Look, type Picture } from './picture.ts';

/** Cells in a row: finer than this they are narrower than a pixel of a usual figure. */
const columnsMax = 400;
/** Rarely open, in words. */
const rareShare = 0.05;
/** A row's height, and what axes, key and title take, px. */
const rowHeight = 22;
const frameHeight = 72;

/**
 * Draws each unit of each layer by the share of samples for which it passes gradient, most open
 * first: what is blank at the end of a row is dead or wholly saturated.
 */
export function unitActivityFigure({ layers }: NetworkSnapshot, look: Look): Picture {
  const { palette, options, t } = canvasOf(look);
  const shown = layers.filter(({ units }) => units);
  const sorted = shown.map(({ units }) => units!.open.toSorted((a, b) => b - a));
  const columns = Math.min(columnsMax, Math.max(1, ...sorted.map(({ length }) => length)));
  const dead = shown.map(({ units }) => units!.active.filter((share) => share === 0).length);
  const words = {
    title: t('Units that pass gradient, by layer'),
    description: tellByLayer(
      shown.map(({ figures: { layer, units } }, index) => {
        const rare = sorted[index]!.filter((share) => share < rareShare).length - dead[index]!;
        const said = t('{0} of {1} dead', figure(dead[index]), unitsIn(units, t));
        if (rare === 0) return { layer, said };
        const seldom = t(
          '{0} more pass gradient for under {1} of samples',
          figure(rare),
          percent(rareShare),
        );
        return { layer, said: `${said}, ${seldom}` };
      }),
      t,
    ),
  };
  const svg = heatMap(
    {
      ...words,
      rows: shown.length,
      columns,
      values: sorted.flatMap((open) => stretched(open, columns)),
      range: [0, 1],
      rowLabel: t('layer'),
      columnLabel: t('units, most open first; ink: share of samples with a slope of at least 1 %'),
      rowNames: shown.map(({ figures }, index) =>
        dead[index]
          ? `${figures.layer} · ${t('{0} of {1} dead', dead[index], figures.units)}`
          : figures.layer,
      ),
      hatched: dead.map((count, row) => {
        const start = columns - Math.round((columns * count) / shown[row]!.figures.units);
        return { row, start, end: columns };
      }),
    },
    palette,
    { height: frameHeight + rowHeight * Math.max(1, shown.length), ...options },
  );
  const rows = shown.map(({ figures }, index) => {
    const { active } = shown[index]!.units!;
    const open = sorted[index]!;
    return [
      figures.layer,
      figure(figures.units),
      figure(dead[index]),
      figure(active.filter((share) => share === 1).length),
      percent(open[Math.floor(open.length / 2)]),
    ];
  });
  return {
    ...words,
    svg,
    table: {
      columns: [
        text(t('layer')),
        number(t('units')),
        number(t('never active')),
        number(t('always active')),
        number(t('samples with a slope of at least 1 %, median unit')),
      ],
      rows,
    },
  };
}

/** One value for each column, whatever the number of units: every layer spans the whole width. */
function stretched(open: readonly number[], columns: number): number[] {
  return Array.from(
    { length: columns },
    (_, column) => open[Math.floor(((column + 0.5) * open.length) / columns)]!,
  );
}
