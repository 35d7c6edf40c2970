import { activations } from '@actigrad/core';
import type { LayerSnapshot, NetworkSnapshot } from '@actigrad/diagnostics/figures';
import type { Palette } from '@actigrad/plot';
import { ratioBar } from '../../capture/view/layer-table.ts';
import { html, type Html } from '../../../shared/html.ts';
import { count, number, percent } from '../../capture/view/words.ts';
import type { Translate } from '../../words.ts';
import type { NetworkState } from '../network-state.ts';
import type { NetworkRun } from '../run-network.ts';

/** Every layer in figures, as simulated, or as predicted until it is. */
export function layerTable(
  { found, stack }: NetworkState,
  { model, simulated }: NetworkRun,
  { layers }: NetworkSnapshot,
  palette: Palette,
  t: Translate,
): Html {
  const last = layers.at(-1)?.figures.gradL2 ?? null;
  const isCode = found.file !== undefined;
  return html`<table class="layers">
    <caption class="visually-hidden">
      ${t('Figures by layer')}
    </caption>
    <thead>
      <tr>
        <th scope="col">#</th>
        <th scope="col">${t('activation')}</th>
        <th scope="col" class="number">${t('units')}</th>
        <th scope="col" class="number">${t('mean z')}</th>
        <th scope="col" class="number">${t('std z')}</th>
        <th scope="col" class="number">${t('slope < 1 %')}</th>
        <th scope="col" class="number">${t('dead')}</th>
        <th scope="col" colspan="2">${t('gradient, relative to last')}</th>
      </tr>
    </thead>
    <tbody>
      ${layers.map((layer, index) => {
        const origin = model.origins[index];
        const line = stack?.layers[origin?.activation ?? origin?.weights ?? 0]?.line;
        return row(layer, index, {
          last,
          units: model.stack?.layers[index]?.width ?? 0,
          line: isCode ? line : undefined,
          hasActivation: origin?.activation !== undefined,
          isSimulated: simulated !== undefined,
          palette,
          t,
        });
      })}
    </tbody>
  </table>`;
}

interface RowOptions {
  readonly last: number | null;
  readonly units: number;
  readonly line: number | undefined;
  readonly hasActivation: boolean;
  readonly isSimulated: boolean;
  readonly palette: Palette;
  readonly t: Translate;
}

function row(
  { figures, activation }: LayerSnapshot,
  index: number,
  { last, units, line, hasActivation, isSimulated, palette, t }: RowOptions,
): Html {
  const { gradL2, deadUnits } = figures;
  const ratio = gradL2 !== null && last ? gradL2 / last : null;
  const isDead = isSimulated && (deadUnits ?? 0) > 0;
  return html`<tr>
    <th scope="row">
      ${
        line === undefined
          ? index + 1
          : html`<button
              type="button"
              class="link"
              id="line-${index}"
              data-action="jump"
              data-value="${line}"
              title="${t('line {0}', line)}"
            >
              ${index + 1}
            </button>`
      }
    </th>
    <td>${hasActivation ? activationSelect(index, activation?.id ?? '', t) : '–'}</td>
    <td class="number">${count(units)}</td>
    <td class="number">${aligned(figures.preactivationMean)}</td>
    <td class="number">${aligned(figures.preactivationStd)}</td>
    <td class="number">${percent(figures.slopeBelow1Percent)}</td>
    <td class="number${isDead ? ' danger' : ''}">${isSimulated ? count(deadUnits ?? 0) : '–'}</td>
    <td class="bar">${ratio !== null && ratioBar(ratio, palette)}</td>
    <td class="number">${number(ratio)}</td>
  </tr>`;
}

/** Two decimals, where that is what tells: a mean of a thousandth of the spread is none. */
function aligned(value: number | null): string {
  if (value === null || !(Math.abs(value) < 100)) return number(value);
  return value
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, '')
    .replace('-', '−');
}

function activationSelect(index: number, chosen: string, t: Translate): Html {
  return html`<select
    id="choice-layer-${index}"
    data-choice="layer:${index}"
    aria-label="${t('Activation of layer {0}', index + 1)}"
  >
    ${[...activations.values()].map(
      ({ id, name }) =>
        html`<option value="${id}" ${id === chosen && html`selected`}>${name}</option>`,
    )}
  </select>`;
}
