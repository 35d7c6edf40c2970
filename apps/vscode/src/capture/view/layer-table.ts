import { activation as find } from '@actigrad/core';
import type { Palette } from '@actigrad/plot';
import type { Translate } from '../../words.ts';
import type { LayerView, NetworkView } from '../report.ts';
import { html, type Html } from '../../../shared/html.ts';
import { count, number, percent } from './words.ts';

/** Width of the longest bar, px; less where the page is narrow (page.css). */
const barWidth = 96;
/** A bar of the least length stands for this ratio, and anything under it. */
const leastDecade = -8;

interface LayerTableOptions {
  readonly selected: string;
  /** Layers measured as a whole, while others are estimated; null where all are. */
  readonly measured: readonly string[] | null;
  readonly palette: Palette;
}

/** Figures of every layer from input to output; a row leads to what its layer does. */
export function layerTable(
  network: NetworkView,
  { selected, measured, palette }: LayerTableOptions,
  t: Translate,
): Html {
  const last = network.layers.findLast(({ figures }) => figures.gradL2 !== null)?.figures.gradL2;
  const greatest = Math.max(...network.layers.map(({ figures }) => figures.gradL2 ?? 0));
  return html`<table class="layers">
    <caption class="visually-hidden">
      ${t('Figures by layer')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t('layer')}</th>
        <th scope="col">${t('activation')}</th>
        <th scope="col" class="number">${t('units')}</th>
        <th scope="col" class="number">${t('mean z')}</th>
        <th scope="col" class="number">${t('std z')}</th>
        <th scope="col" class="number">${t('slope < 1 %')}</th>
        <th scope="col" class="number">${t('dead')}</th>
        <th scope="col" class="number">${t('‖Δw‖ / ‖w‖')}</th>
        <th scope="col" colspan="2">${t('gradient, relative to last')}</th>
      </tr>
    </thead>
    <tbody>
      ${network.layers.map((layer) => row(layer, { last: last ?? null, greatest }, { selected, measured, palette }, t))}
      ${network.problems.map(
        ({ layer, message, code }) =>
          html`<tr class="problem">
            <th scope="row">${layer}</th>
            <td colspan="9">${message} <code>${code}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function row(
  { figures, activation }: LayerView,
  { last, greatest }: { readonly last: number | null; readonly greatest: number },
  { selected, measured, palette }: LayerTableOptions,
  t: Translate,
): Html {
  const { layer, units, deadUnits, gradL2 } = figures;
  const ratio = gradL2 !== null && last !== null && last > 0 ? gradL2 / last : null;
  const isSelected = layer === selected;
  const isEstimate = measured !== null && !measured.includes(layer);
  const dead = deadUnits === null ? '–' : count(deadUnits);
  const isDead = deadUnits !== null && deadUnits > 0;
  return html`<tr class="${isSelected ? 'selected' : ''}${isEstimate ? ' estimate' : ''}">
    <th scope="row">
      <button
        type="button"
        class="link"
        id="layer-${layer}"
        data-action="layer"
        data-value="${layer}"
        aria-pressed="${isSelected ? 'true' : 'false'}"
      >
        ${layer}</button
      >${isEstimate && html` <span class="muted" title="${t('estimated from a sample')}">≈</span>`}
    </th>
    <td>${nameOf(activation)}</td>
    <td class="number">${count(units)}</td>
    <td class="number">${number(figures.preactivationMean)}</td>
    <td class="number">${number(figures.preactivationStd)}</td>
    <td class="number">${percent(figures.slopeBelow1Percent)}</td>
    <td class="number${isDead ? ' danger' : ''}">${dead}</td>
    <td class="number">${number(figures.updateRatio)}</td>
    <td class="bar">
      ${gradL2 !== null && ratio !== null && ratioBar(gradL2 / greatest, palette)}
    </td>
    <td class="number">${number(ratio)}</td>
  </tr>`;
}

/** With the parameters that differ from those it usually has. */
function nameOf(choice: LayerView['activation']): string {
  if (!choice) return '–';
  const usual = find(choice.id);
  const own = Object.entries(choice.parameters).filter(
    ([name, value]) => usual.parameters[name] !== value,
  );
  const list = own.map(([name, value]) => `${name} = ${number(value)}`);
  return list.length > 0 ? `${usual.name} (${list.join(', ')})` : usual.name;
}

/** On a log scale: each decade under 1 takes the same length off. */
export function ratioBar(ratio: number, palette: Palette): Html {
  const decades = Math.max(leastDecade, Math.min(0, Math.log10(ratio)));
  const width = Math.max(2, Math.round(barWidth * (1 - decades / leastDecade)));
  return html`<svg viewBox="0 0 ${barWidth} 10" preserveAspectRatio="none" aria-hidden="true">
    <rect fill="${palette.slope}" width="${width}" height="10" rx="2" />
  </svg>`;
}
