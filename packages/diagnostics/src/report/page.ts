import { adaptivePalette, darkPalette, formatNumber, lightPalette } from '@actigrad/plot';
import type { DiagnoseOptions } from '../diagnose.ts';
import { activationOf } from '../figures/network-snapshot.ts';
import type { Look } from '../figures/picture.ts';
import { presets } from '../presets.ts';
import { evidenceOf, renderPicture } from './evidence.ts';
import type { Examination } from '../examine.ts';
import { renderFindings } from './findings.ts';
import { html, trusted, type Html } from './html.ts';
import { renderLayerTable } from './layer-table.ts';
import { renderLimits } from './limits.ts';
import { style } from './style.ts';

/** An examined network and what it is called: a file, a folder. */
export interface NamedExamination {
  readonly name: string;
  readonly examination: Examination;
}

/** Figures are drawn as wide as a column of the page. */
const figureWidth = 560;

/**
 * Writes a report as one HTML page that needs nothing else: no script, no other file, no network.
 * It follows the reader's preference for light or dark, and prints in light.
 *
 * @param options what was judged by, as given to `examine`
 */
export function reportPage(
  networks: readonly NamedExamination[],
  options: DiagnoseOptions = {},
): string {
  const { style: colours = '', ...palette } = adaptivePalette(lightPalette, darkPalette, ':root');
  const look = { palette, width: figureWidth };
  const [only] = networks;
  const title = networks.length === 1 && only ? only.name : counted(networks.length, 'network');
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${title} · Actigrad report</title>
        <style>
          ${trusted(`${colours}${style}`)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${networks.length === 1 && only ? facts(only) : renderContents(networks)}
        </header>
        <main>
          ${networks.map((network, index) =>
            renderNetwork(network, index, { look, options, isOnly: networks.length === 1 }),
          )}
        </main>
        <footer>
          ${renderLimits(options)}
          <p>
            Actigrad measured ${counted(networks.length, 'network')} and judged by the limits of
            preset ${options.preset ?? 'actigrad'}: ${presets[options.preset ?? 'actigrad'].source}.
          </p>
        </footer>
      </body>
    </html> `.html;
}

function renderContents(networks: readonly NamedExamination[]): Html {
  return html`<ul>
    ${networks.map(({ name, examination: { findings } }, index) => {
      const count = (severity: string) =>
        findings.filter((finding) => finding.severity === severity).length;
      const verdict =
        findings.length === 0
          ? 'nothing found'
          : `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}`;
      return html`<li><a href="#network-${index}">${name}</a>: ${verdict}</li>`;
    })}
  </ul>`;
}

interface Frame {
  readonly look: Look;
  readonly options: DiagnoseOptions;
  readonly isOnly: boolean;
}

function renderNetwork(
  network: NamedExamination,
  index: number,
  { look, options, isOnly }: Frame,
): Html {
  const { name, examination } = network;
  const { findings, network: measured } = examination;
  const severityOf = (layer: string) =>
    findings.find((finding) => finding.layer === layer)?.severity ?? '';
  return html`<section id="network-${index}">
    ${
      isOnly
        ? undefined
        : html`<h2>${name}</h2>
            ${facts(network)}`
    }
    ${renderFindings(findings, measured.layers.length)}
    <h2>By layer</h2>
    ${renderLayerTable(measured, severityOf)}
    <h2>Evidence</h2>
    <div class="evidence">${evidenceOf(examination, look, options).map(renderPicture)}</div>
  </section>`;
}

function facts({ examination: { network, series } }: NamedExamination): Html {
  const { layers, step } = network;
  const functions = new Set(
    layers.flatMap(({ activation }) => (activation ? [activationOf(activation).name] : [])),
  );
  const samples = Math.max(...layers.map(({ figures }) => figures.samples));
  const words = [
    counted(layers.length, 'layer'),
    [...functions].join(', '),
    `${counted(samples, 'value')} a unit`,
    series ? `${counted(series.steps.length, 'capture')}, steps ${series.steps[0]} to ${step}` : '',
    !series && step !== null ? `step ${step}` : '',
  ];
  return html`<p class="facts">${words.filter(Boolean).join(' · ')}</p>`;
}

/** 1 layer, 2 layers. */
function counted(count: number, noun: string): string {
  return `${formatNumber(count, 15)} ${noun}${count === 1 ? '' : 's'}`;
}
