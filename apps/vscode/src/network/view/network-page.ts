import {
  gradientNormFigure,
  preactivationsFigure,
  preactivationSignalFigure,
  type Picture,
} from '@actigrad/diagnostics/figures';
import type { Palette } from '@actigrad/plot';
import type { ControlValue } from '../../../shared/protocol.ts';
import { figureBlock } from '../../../shared/figure-block.ts';
import { html, type Html } from '../../../shared/html.ts';
import type { Translate } from '../../words.ts';
import { describeAssumption, describeObstacle } from '../describe-verdict.ts';
import type { NetworkState } from '../network-state.ts';
import { simulatedSamples, type NetworkRun } from '../run-network.ts';
import { applySection } from './apply-section.ts';
import { controlsKey, controlsSection, controlValues } from './controls.ts';
import { findingSection } from './finding.ts';
import { headerSection } from './header.ts';
import { layerTable } from './layer-table.ts';

/** A part of the page that changes by itself; of two with one key the page keeps what it has. */
interface PageSection {
  readonly id: string;
  readonly html: string;
  readonly key: string;
}

/** The page of a network: what is wrong first, then what may be changed, then the evidence. */
export function networkPage(
  state: NetworkState,
  palette: Palette,
  t: Translate,
): { readonly sections: readonly PageSection[]; readonly values: readonly ControlValue[] } {
  const { run, stack } = state;
  const isKnown = run !== undefined && 'predicted' in run;
  const shown = isKnown ? (run.simulated ?? run.predicted) : undefined;
  const draw = (id: string, picture: Picture): Html => figureBlock(id, picture, t);
  const parts: { readonly [id: string]: Html | false | undefined } = {
    header: headerSection(state, t),
    finding: isKnown ? findingSection(state, run, t) : run && unknownSection(state, t),
    apply: applySection(state, t),
    controls: isKnown && stack && controlsSection(state, run, t),
    layers:
      shown &&
      isKnown &&
      html`<div class="beside">
        <section aria-label="${t('By layer')}">
          <h2>${t('By layer')}</h2>
          ${layerTable(state, run, shown, palette, t)}
        </section>
        ${shown.layers.length > 1 && draw('gradient', gradientNormFigure(shown, { palette, t, width: 480, height: 280 }))}
        ${shown.layers.length > 1 && draw('signal', preactivationSignalFigure(shown, { palette, t, width: 480, height: 240 }))}
      </div>`,
    preactivations:
      isKnown &&
      run.simulated &&
      draw('preactivations', preactivationsFigure(run.simulated, { palette, t, width: 760 })),
    notes: isKnown && notesSection(run, t),
  };
  const sections = Object.entries(parts).map(([id, part]) => {
    const text = part ? part.html : '';
    return { id, html: text, key: id === 'controls' && isKnown ? controlsKey(state, t) : text };
  });
  return { sections, values: isKnown ? controlValues(state, run) : [] };
}

function unknownSection({ run, choices }: NetworkState, t: Translate): Html {
  const obstacles = run?.model.obstacles ?? [];
  return html`<section class="finding note" aria-label="${t('Findings')}">
    <p>
      <strong>${t('Not judged.')}</strong> ${t('These parts of the network are not known here:')}
    </p>
    <ul>
      ${obstacles.slice(0, 8).map((obstacle) => html`<li>${describeObstacle(obstacle, t)}</li>`)}
    </ul>
    ${
      !choices.ignoresUnread &&
      html`<p>
        <button type="button" id="ignore" data-action="ignore">${t('Leave them out')}</button>
      </p>`
    }
  </section>`;
}

function notesSection({ model, simulated, simulatedWidth }: NetworkRun, t: Translate): Html {
  const notes = [
    ...model.assumptions.map((assumption) => describeAssumption(assumption, t)),
    ...(simulated ? [t('simulated with {0} samples from N(0, 1)', simulatedSamples)] : []),
    ...(simulatedWidth === undefined
      ? []
      : [t('simulated with at most {0} units a layer', simulatedWidth)]),
  ];
  return html`<p class="muted">${notes.join(' · ')}</p>`;
}
