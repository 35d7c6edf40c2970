import type { FigureOptions, Palette } from '@actigrad/plot';
import { figureBlock } from '../../../shared/figure-block.ts';
import { html, type Html } from '../../../shared/html.ts';
import type { Section } from '../../../shared/protocol.ts';
import type { Translate } from '../../words.ts';
import type { CaptureState } from '../capture-state.ts';
import type { LayerView, NetworkView, TensorEntry } from '../report.ts';
import type { CaptureSelection } from '../selection.ts';
import { controlsSection, readAsControls } from './controls.ts';
import { drawOnce } from './drawn.ts';
import { namesSection } from './empty.ts';
import {
  layerDrawings,
  networkDrawings,
  seriesDrawings,
  tensorDrawing,
  type Drawing,
} from './figures.ts';
import { findingsSection } from './findings.ts';
import { layerTable } from './layer-table.ts';
import { progressSection } from './progress.ts';
import { refusalSection } from './refusal.ts';
import { describeShape, figuresByName, tensorTable } from './tensor-table.ts';
import { bytes } from './words.ts';

/** The page of a capture, part by part: what is wrong first, then the evidence. A part may be empty. */
export function* captureSections(
  state: CaptureState,
  selection: CaptureSelection,
  palette: Palette,
  t: Translate,
): Generator<Section> {
  const step = Math.min(selection.step, Math.max(0, state.networks.length - 1));
  const network = state.networks[step];
  const layer = network && chosenLayer(network, selection);
  const isWhole = state.phase === 'done' || state.networks.length > 1;
  const hasLayers = (state.opened?.layers.length ?? 0) > 0;
  const draw: Draw = (drawing, options) => {
    const picture = drawing && drawOnce(drawing, palette, options, t);
    return picture ? figureBlock(drawing.id, picture, t) : false;
  };
  const ofNetwork = (id: string): Drawing | undefined =>
    network && networkDrawings(network, selection.preset).find((drawing) => drawing.id === id);

  yield section('header', headerSection(state, t));
  yield section('progress', progressSection(state, t));
  yield section('refusal', state.refusal && refusalSection(state.refusal, t));
  yield section(
    'findings',
    network?.findings &&
      network.layers.length > 0 &&
      findingsSection(network.findings[selection.preset], t),
  );
  yield section('controls', hasLayers && controlsSection(state, { ...selection, step }, t));
  yield section('names', state.opened && !hasLayers && namesSection(t));
  yield section(
    'layers',
    network &&
      html`<div class="beside">
        <section aria-label="${t('By layer')}">
          <h2>${t('By layer')}</h2>
          ${layerTable(network, { selected: layer?.figures.layer ?? '', measured: isWhole ? null : state.measured, palette }, t)}
        </section>
        ${draw(ofNetwork('gradient'), { width: 420, height: 280 })}
      </div>`,
  );
  yield section('preactivations', draw(ofNetwork('preactivations'), { width: 1040 }));
  yield section('activity', draw(ofNetwork('activity'), { width: 1040 }));
  yield section('layer', layer && layerSection(layer, draw, t));
  yield section('series', seriesSection(state, selection, draw, t));
  yield section(
    'tensors',
    state.opened && tensorsSection(state, { ...selection, step, palette }, draw, t),
  );
}

function section(id: string, part: Html | false | null | undefined): Section {
  return { id, html: part ? part.html : '' };
}

type Draw = (drawing: Drawing | null | undefined, options: FigureOptions) => Html | false;

/** The layer that was asked for; else the one that the worst finding is about, else the first. */
function chosenLayer(
  network: NetworkView,
  { layer, preset }: CaptureSelection,
): LayerView | undefined {
  const find = (name: string | null | undefined): LayerView | undefined =>
    network.layers.find(({ figures }) => figures.layer === name);
  return find(layer) ?? find(network.findings?.[preset][0]?.layer) ?? network.layers[0];
}

function headerSection({ name, opened }: CaptureState, t: Translate): Html {
  const about = opened && [
    opened.steps.length > 0 ? t('{0} steps', opened.steps.length) : opened.format,
    bytes(opened.byteLength),
    opened.tensors.length === 1 ? t('1 tensor') : t('{0} tensors', opened.tensors.length),
    ...Object.entries(opened.metadata)
      .slice(0, 4)
      .map(([key, value]) => `${key} ${value}`),
  ];
  return html`<h1>${name}</h1>
    ${about && html`<p class="muted">${about.join(' · ')}</p>`}`;
}

function layerSection(layer: LayerView, draw: Draw, t: Translate): Html {
  const { figures, preactivations, activation } = layer;
  const parts = layerDrawings(layer)
    .map((drawing) => draw(drawing, { width: 500 }))
    .filter((part) => part !== false);
  const use =
    preactivations &&
    activation &&
    html`<p>
      <button type="button" class="link" data-action="use-inputs" data-value="${figures.layer}">
        ${t('Use this distribution in the Function view')}
      </button>
    </p>`;
  return html`<section aria-label="${figures.layer}">
    <h2>${figures.layer}</h2>
    ${use}
    <div class="beside">${parts}</div>
  </section>`;
}

function seriesSection(
  { networks }: CaptureState,
  { preset }: CaptureSelection,
  draw: Draw,
  t: Translate,
): Html | false {
  const drawn = seriesDrawings(networks, preset)
    .map((drawing) => draw(drawing, { width: 500 }))
    .filter((part) => part !== false);
  if (drawn.length === 0) return false;
  return html`<section aria-label="${t('Over steps')}">
    <h2>${t('Over steps')}</h2>
    <div class="beside">${drawn}</div>
  </section>`;
}

function tensorsSection(
  state: CaptureState,
  { tensor, step, palette }: CaptureSelection & { readonly palette: Palette },
  draw: Draw,
  t: Translate,
): Html {
  const entry = chosenTensor(state, tensor);
  const figures = entry && figuresByName(state, step).get(entry.name);
  const chosen =
    figures?.bins &&
    entry &&
    html`<section aria-label="${entry.name}">
      <h3>${entry.name}</h3>
      <p class="muted">${entry.dtype} · ${describeShape(entry.shape)}</p>
      ${draw(tensorDrawing(figures), { width: 500 })} ${readAsControls(t)}
    </section>`;
  return html`<section aria-label="${t('Tensors')}">
    <h2>${t('Tensors')}</h2>
    <div class="scrolled">
      ${tensorTable(state, { step, selected: entry?.name ?? '', palette }, t)}
    </div>
    ${chosen}
  </section>`;
}

/** The one that was asked for, or the only one. */
function chosenTensor({ opened }: CaptureState, tensor: string | null): TensorEntry | undefined {
  const tensors = opened?.tensors ?? [];
  return tensors.length === 1 ? tensors[0] : tensors.find(({ name }) => name === tensor);
}
