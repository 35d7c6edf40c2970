import type { Activation, Facts } from '@actigrad/core';
import { activationFigure, histogramFigure, smallMultiples, type Zone } from '@actigrad/plot';
import { figure, percent, tellByLayer, valuesIn } from './cells.ts';
import type { Translate } from '../words.ts';
import {
  activationOf,
  type Bins,
  type LayerSnapshot,
  type NetworkSnapshot,
} from './network-snapshot.ts';
import { canvasOf, number, text, type Look, type Picture, type Table } from './picture.ts';

/** Inputs of a sound layer reach about so far: the curve is shown there even where no input is. */
const usualReach = 3;
/** Rows of the table: bins are joined until there are no more. */
const rowsMax = 16;

/** Draws how often each preactivation of a layer occurs, over the curve and the slope it meets. */
export function preactivationFigure(
  { figures, activation: choice, preactivations }: LayerSnapshot,
  look: Look,
): Picture {
  const { palette, options, t } = canvasOf(look);
  const title = t('Preactivations of {0}', figures.layer);
  const bins = preactivations ?? { start: 0, end: 1, counts: [], below: 0, above: 0 };
  const activation = choice && activationOf(choice);
  const facts = activation?.facts();
  const domain = domainOf([bins], facts);
  const met = activation && activationFigure(activation, { domain });
  const words = {
    title,
    description: [
      t(
        '{0}, {1} ± {2}.',
        valuesIn(total(bins), t),
        figure(figures.preactivationMean),
        figure(figures.preactivationStd),
      ),
      describeFlat(figures, t),
    ]
      .filter(Boolean)
      .join(' '),
  };
  const svg = histogramFigure(
    {
      ...words,
      bins: { edges: edgesOf(bins), counts: bins.counts },
      curves: met?.curves ?? [],
      domain,
      zones: (met?.zones ?? []).map((zone) => withShare(zone, bins, t)),
      countLabel: met
        ? t('values of {0}, and the {1} they meet', figures.layer, met.title)
        : t('values of {0}', figures.layer),
    },
    palette,
    options,
  );
  return { ...words, svg, table: tabulate(bins, activation, t) };
}

/** Draws the preactivations of every layer side by side, with the slope that they meet. */
export function preactivationsFigure({ layers }: NetworkSnapshot, look: Look): Picture {
  const { palette, options, t } = canvasOf(look);
  const shown = layers.filter(({ preactivations }) => preactivations);
  const facts = shown.flatMap(({ activation }) =>
    activation ? [activationOf(activation).facts()] : [],
  );
  const domain = domainOf(
    shown.map(({ preactivations }) => preactivations!),
    facts[0],
  );
  const words = {
    title: t('Preactivations of every layer, and the slope they meet'),
    description: t(
      'Inputs that are flat, with a slope under 1 % of the largest, of {0}',
      tellByLayer(
        shown.map(({ figures }) => ({
          layer: figures.layer,
          said: percent(figures.slopeBelow1Percent),
        })),
        t,
      ),
    ),
  };
  const svg = smallMultiples(
    {
      ...words,
      domain,
      cells: shown.map(({ figures, activation, preactivations }) => ({
        name: figures.layer,
        note: noteOf(figures, t),
        tone: (figures.slopeBelow1Percent ?? 0) > 0.5 ? 'danger' : 'muted',
        bins: { edges: edgesOf(preactivations!), counts: preactivations!.counts },
        curves: activation
          ? activationFigure(activationOf(activation), { domain }).curves.filter(
              ({ kind }) => kind === 'slope',
            )
          : [],
      })),
    },
    palette,
    options,
  );
  const columns = [
    text(t('layer')),
    number(t('mean')),
    number(t('std')),
    number(t('slope < 1 %')),
    number(t('slope 0')),
  ];
  const rows = shown.map(({ figures }) => [
    figures.layer,
    figure(figures.preactivationMean),
    figure(figures.preactivationStd),
    percent(figures.slopeBelow1Percent),
    percent(figures.slopeZero),
  ]);
  return { ...words, svg, table: { columns, rows } };
}

function describeFlat(
  { slopeBelow1Percent, slopeZero }: LayerSnapshot['figures'],
  t: Translate,
): string {
  if (slopeBelow1Percent === null) return '';
  const flat = percent(slopeBelow1Percent);
  return slopeZero
    ? t(
        '{0} lie where the slope is under 1 % of its largest, {1} where it is exactly 0.',
        flat,
        percent(slopeZero),
      )
    : t('{0} lie where the slope is under 1 % of its largest.', flat);
}

function noteOf({ slopeBelow1Percent, slopeZero }: LayerSnapshot['figures'], t: Translate): string {
  if (slopeBelow1Percent === null) return '';
  return slopeZero === slopeBelow1Percent
    ? t('slope 0: {0}', percent(slopeZero))
    : t('{0} flat', percent(slopeBelow1Percent));
}

/** What the bins cover, with the place where the function does something. */
function domainOf(bins: readonly Bins[], facts: Facts | undefined): [number, number] {
  const ends = bins.filter(({ counts }) => counts.length > 0);
  const peak = facts && Number.isFinite(facts.largestSlope.at) ? facts.largestSlope.at : 0;
  return [
    Math.min(peak - usualReach, ...ends.map(({ start }) => start)),
    Math.max(peak + usualReach, ...ends.map(({ end }) => end)),
  ];
}

function withShare(zone: Zone, bins: Bins, t: Translate): Zone {
  const share = percent(shareWithin(zone, bins));
  return { ...zone, label: t('{0}: {1} of inputs', t(zone.label), share) };
}

/** Share of the binned values within a zone; those of a bin count as spread evenly. */
function shareWithin({ start, end }: Zone, bins: Bins): number {
  const edges = edgesOf(bins);
  let within =
    (start <= bins.start && start < bins.start ? bins.below : 0) +
    (end > bins.end ? bins.above : 0);
  for (const [index, count] of bins.counts.entries()) {
    const [low, high] = [edges[index]!, edges[index + 1]!];
    const overlap = Math.min(high, end) - Math.max(low, start);
    if (overlap > 0) within += (count * overlap) / (high - low);
  }
  return within / total(bins);
}

function tabulate(bins: Bins, activation: Activation | null, t: Translate): Table {
  const edges = edgesOf(bins);
  const joined = Math.max(1, Math.ceil(bins.counts.length / rowsMax));
  const rows: string[][] = [];
  for (let first = 0; first < bins.counts.length; first += joined) {
    const end = Math.min(bins.counts.length, first + joined);
    const [low, high] = [edges[first]!, edges[end]!];
    const count = bins.counts.slice(first, end).reduce((sum, each) => sum + each, 0);
    const middle = (low + high) / 2;
    rows.push([
      t('{0} to {1}', figure(low), figure(high)),
      figure(count),
      percent(count / total(bins)),
      figure(activation?.value(middle)),
      figure(activation?.slope(middle)),
    ]);
  }
  const columns = [
    text(t('preactivation')),
    number(t('values')),
    number(t('share')),
    number(t('f(x) at the middle')),
    number(t('f′(x) at the middle')),
  ];
  return { columns, rows };
}

function edgesOf({ start, end, counts }: Bins): number[] {
  if (counts.length === 0) return [];
  return Array.from(
    { length: counts.length + 1 },
    (_, index) => start + ((end - start) * index) / counts.length,
  );
}

function total({ counts, below, above }: Bins): number {
  return counts.reduce((sum, count) => sum + count, below + above);
}
