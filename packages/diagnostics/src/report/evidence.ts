import type { DiagnoseOptions } from '../diagnose.ts';
import {
  falseGradientFigure,
  gradientNormFigure,
  hasQuantity,
  outputSignalFigure,
  preactivationFigure,
  preactivationSignalFigure,
  preactivationsFigure,
  seriesFigure,
  seriesQuantities,
  unitActivityFigure,
  unitMapFigure,
  type Look,
  type Picture,
  type Table,
} from '../figures/index.ts';
import type { Examination } from '../examine.ts';
import { html, trusted, type Html } from './html.ts';

/** The figures of a network, those first that show what was found. */
export function evidenceOf(
  { network, series, findings, units }: Examination,
  look: Look,
  options: DiagnoseOptions,
): Picture[] {
  const { layers } = network;
  const suspects = new Set(
    findings.filter(({ severity }) => severity !== 'note').map(({ layer }) => layer),
  );
  // Where it begins: what follows is fed by it.
  const closeUp = layers.find(({ figures }) => suspects.has(figures.layer)) ?? layers[0];
  const sampled = units.find(({ layer }) => layer === closeUp?.figures.layer);
  const worstFalse = layers.toSorted(
    (a, b) => (b.falseGradient?.share ?? 0) - (a.falseGradient?.share ?? 0),
  )[0];
  return [
    hasFigure(network, 'gradL2') && gradientNormFigure(network, look, options),
    layers.some((layer) => layer.units) && unitActivityFigure(network, look),
    layers.some((layer) => layer.preactivations) && preactivationsFigure(network, look),
    ...(series
      ? seriesQuantities
          .filter((quantity) => hasQuantity(series, quantity))
          .map((quantity) => seriesFigure(series, quantity, look, options))
      : []),
    closeUp?.preactivations && preactivationFigure(closeUp, look),
    closeUp && sampled && unitMapFigure(sampled, closeUp, look),
    worstFalse?.falseGradient && falseGradientFigure(worstFalse, look),
    hasFigure(network, 'preactivationMean') && preactivationSignalFigure(network, look),
    hasFigure(network, 'activationMean') && outputSignalFigure(network, look),
  ].filter((picture) => typeof picture === 'object' && picture !== null);
}

function hasFigure(
  { layers }: Examination['network'],
  name: 'gradL2' | 'preactivationMean' | 'activationMean',
): boolean {
  return layers.some(({ figures }) => figures[name] !== null);
}

/** A picture with its words beneath and its numbers to open. */
export function renderPicture({ svg, title, description, table }: Picture): Html {
  return html`<figure>
    <h3>${title}</h3>
    ${trusted(svg)}
    <figcaption>${description}</figcaption>
    <details>
      <summary>Numbers of “${title}”</summary>
      <div class="scroll" tabindex="0" role="group" aria-label="Numbers: ${title}">
        ${renderTable(table)}
      </div>
    </details>
  </figure>`;
}

function renderTable({ columns, rows }: Table): Html {
  const kind = (column: number) => (columns[column]?.isNumeric ? 'number' : '');
  return html`<table>
    <thead>
      <tr>
        ${columns.map(({ label }, column) =>
          label === ''
            ? html`<td></td>`
            : html`<th scope="col" class="${kind(column)}">${label}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell, column) => html`<td class="${kind(column)}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
