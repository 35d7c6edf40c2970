import type { Palette } from '@actigrad/plot';
import type { Translate } from '../../words.ts';
import type { CaptureState } from '../capture-state.ts';
import type { TensorEntry, TensorFigures } from '../report.ts';
import { html, type Html } from '../../../shared/html.ts';
import { bytes, count, number } from './words.ts';

/** More rows than these are a list nobody reads, and markup of over a megabyte. */
const mostRows = 500;

/** Every tensor of the file: what its header says, and its figures as far as they are known. */
export function tensorTable(
  state: CaptureState,
  {
    step,
    selected,
    palette,
  }: { readonly step: number; readonly selected: string; readonly palette: Palette },
  t: Translate,
): Html {
  const tensors = state.opened?.tensors ?? [];
  const figures = figuresByName(state, step);
  const shown = tensors.slice(0, mostRows);
  const left = tensors.length - shown.length;
  return html`<table class="tensors">
      <caption class="visually-hidden">
        ${t('Tensors')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('tensor')}</th>
          <th scope="col">${t('dtype')}</th>
          <th scope="col">${t('shape')}</th>
          <th scope="col" class="number">${t('size')}</th>
          <th scope="col" class="number">${t('mean')}</th>
          <th scope="col" class="number">${t('std')}</th>
          <th scope="col" class="number">${t('min')}</th>
          <th scope="col" class="number">${t('max')}</th>
          <th scope="col" class="number">${t('zeros')}</th>
          <th scope="col" class="number">${t('NaN, ∞')}</th>
          <th scope="col">${t('distribution')}</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((entry) => row(entry, figures.get(entry.name), { isSelected: entry.name === selected, palette }, t))}
      </tbody>
    </table>
    ${left > 0 && html`<p class="muted">${t('{0} more tensors are not listed.', count(left))}</p>`}`;
}

/** Of layers and of tensors outside them. */
export function figuresByName(state: CaptureState, step: number): Map<string, TensorFigures> {
  const ofLayers = (state.networks[step]?.layers ?? []).flatMap(({ tensors }) =>
    Object.values(tensors),
  );
  return new Map(
    [...Object.values(state.tensors), ...ofLayers].map((figures) => [figures.name, figures]),
  );
}

function row(
  { name, dtype, shape, order, byteLength, isFloat }: TensorEntry,
  figures: TensorFigures | undefined,
  { isSelected, palette }: { readonly isSelected: boolean; readonly palette: Palette },
  t: Translate,
): Html {
  const heading = isFloat
    ? html`<button
        type="button"
        class="link"
        id="tensor-${name}"
        data-action="tensor"
        data-value="${name}"
        aria-pressed="${isSelected ? 'true' : 'false'}"
      >
        ${name}
      </button>`
    : html`${name}`;
  return html`<tr class="${isSelected ? 'selected' : ''}">
    <th scope="row">${heading}</th>
    <td>${dtype}</td>
    <td class="shape">
      ${describeShape(shape)}${order === 'F' && shape.length > 1 && html` <span class="muted" title="${t('column by column')}">F</span>`}
    </td>
    <td class="number">${bytes(byteLength)}</td>
    ${isFloat ? cells(figures, palette) : html`<td colspan="7" class="muted">${t('not computed: only F64, F32, F16 and BF16 are numbers to measure')}</td>`}
  </tr>`;
}

export function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? '[ ]' : shape.map(count).join(' × ');
}

function cells(figures: TensorFigures | undefined, palette: Palette): Html {
  if (!figures) return html`<td colspan="7" class="muted">…</td>`;
  const { mean, std, min, max, zero, read, nan, infinite, bins } = figures;
  const broken = nan + infinite;
  return html`<td class="number">${number(mean)}</td>
    <td class="number">${number(std)}</td>
    <td class="number">${number(min)}</td>
    <td class="number">${number(max)}</td>
    <td class="number">
      ${read === 0 ? '–' : zero === 0 ? '0' : `${number((100 * zero) / read)} %`}
    </td>
    <td class="number${broken > 0 ? ' danger' : ''}">
      ${broken === 0 ? '0' : `${count(nan)}, ${count(infinite)}`}
    </td>
    <td>${bins && sparkline(bins, palette)}</td>`;
}

const sparkWidth = 96;
const sparkHeight = 16;

/** The shape of a distribution, without axes: its numbers stand beside it. */
function sparkline({ counts }: { readonly counts: readonly number[] }, palette: Palette): Html {
  const most = Math.max(1, ...counts);
  const width = sparkWidth / counts.length;
  const bars = counts.map((each, index) => {
    const height = each === 0 ? 0 : Math.max(1, (sparkHeight * each) / most);
    const left = (index * width).toFixed(1);
    return each === 0
      ? ''
      : `M${left} ${sparkHeight}v${(-height).toFixed(1)}h${width}V${sparkHeight}z`;
  });
  return html`<svg width="${sparkWidth}" height="${sparkHeight}" aria-hidden="true">
    <path fill="${palette.value}" d="${bars.join('')}" />
  </svg>`;
}
