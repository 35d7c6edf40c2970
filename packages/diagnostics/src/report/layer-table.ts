import { figure, percent } from '../figures/cells.ts';
import {
  activationOf,
  type LayerSnapshot,
  type NetworkSnapshot,
} from '../figures/network-snapshot.ts';
import type { LayerFigures } from '../layer-figures.ts';
import { html, trusted, type Html } from './html.ts';

/** The bars of gradients span so many decades below the greatest. */
const barDecades = 6;

/** A line of figures for each layer, with the gradient also as a bar. */
export function renderLayerTable(
  { layers }: NetworkSnapshot,
  severityOf: (layer: string) => string,
): Html {
  const norms = layers.map(({ figures }) => figures.gradL2 ?? NaN);
  const last = norms.findLast((norm) => norm > 0) ?? 1;
  const greatest = Math.max(...norms.filter((norm) => norm > 0), 0) || 1;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Figures by layer">
    <table class="layers">
      <caption class="hidden">
        Figures by layer
      </caption>
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col">activation</th>
          <th scope="col" class="number">units</th>
          <th scope="col" class="number">dead</th>
          <th scope="col" class="number">slope &lt; 1 %</th>
          <th scope="col" class="number">preactivation</th>
          <th scope="col" class="number">output</th>
          <th scope="col" class="wide">gradient, relative to the last layer</th>
        </tr>
      </thead>
      <tbody>
        ${layers.map((layer, index) => {
          const norm = norms[index]!;
          return renderRow(layer, severityOf(layer.figures.layer), {
            share: norm / last,
            length: Math.max(0, 1 + Math.log10(norm / greatest) / barDecades),
          });
        })}
      </tbody>
    </table>
  </div>`;
}

interface Gradient {
  /** Of the last layer's. */
  readonly share: number;
  /** Of the bar, 0 to 1. */
  readonly length: number;
}

function renderRow(
  { figures, activation }: LayerSnapshot,
  severity: string,
  { share, length }: Gradient,
): Html {
  const { layer, units, deadUnits, slopeBelow1Percent } = figures;
  return html`<tr class="${severity}">
    <th scope="row">${layer}</th>
    <td>${activation ? activationOf(activation).name : '–'}</td>
    <td class="number">${figure(units)}</td>
    <td class="number${deadUnits === units ? ' danger' : ''}">${figure(deadUnits)}</td>
    <td class="number">${percent(slopeBelow1Percent)}</td>
    <td class="number">${spread(figures, 'preactivation')}</td>
    <td class="number">${spread(figures, 'activation')}</td>
    <td class="wide">
      ${Number.isFinite(share) ? bar(length) : undefined}
      <span class="number${share === 0 ? ' danger' : ''}">${figure(share)}</span>
    </td>
  </tr>`;
}

function bar(length: number): Html {
  const width = (100 * length).toFixed(1);
  return trusted(`<span class="bar" aria-hidden="true"><i style="width:${width}%"></i></span>`);
}

/** Mean ± standard deviation. */
function spread(figures: LayerFigures, of: 'preactivation' | 'activation'): string {
  const [mean, std] = [figures[`${of}Mean`], figures[`${of}Std`]];
  return mean === null ? '–' : `${figure(mean)} ± ${figure(std)}`;
}
