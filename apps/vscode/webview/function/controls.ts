import { activations, type Activation } from '@actigrad/core';
import { html, ownMarkup, type Html } from '../../shared/html.ts';
import { plainSymbol } from '../../src/explanation/describe-parameters.ts';
import type { ViewContext } from '../view.ts';
import { dials, mostFunctions, type FunctionState } from './state.ts';

type Translate = ViewContext['t'];

/** What can be chosen and dragged. Names say what an input changes: `parameter/0/slope`, `mean`. */
export function controls(state: FunctionState, t: Translate): Html {
  const { functions, captured } = state;
  return html`${functions.map((each, index) => functionControls(each, index, functions.length, t))}
    ${
      functions.length < mostFunctions &&
      html`<p>
        <button type="button" id="add" data-do="add">${t('Compare with another')}</button>
      </p>`
    }
    <fieldset>
      <legend>${t('Curves')}</legend>
      <label
        >${t('Derivatives')}
        <select id="derivatives" data-change="derivatives">
          ${[0, 1, 2].map((order) => option(String(order), [t('none'), 'f′', 'f′, f″'][order]!, order === state.derivatives))}
        </select>
      </label>
    </fieldset>
    <fieldset>
      <legend>${t('Inputs')}</legend>
      ${
        captured
          ? html`<p>
              ${captured.name}
              <button type="button" class="link" data-do="forget">
                ${t('Use N(μ, σ) instead')}
              </button>
            </p>`
          : html`${dial('mean', 'μ', state.mean, dials.mean)}${dial('std', 'σ', state.std, dials.std)}`
      }
    </fieldset>
    <fieldset>
      <legend>${t('Depth')}</legend>
      ${dial('depth', t('layers'), state.depth, dials.depth)}
    </fieldset>`;
}

function functionControls(
  activation: Activation,
  index: number,
  count: number,
  t: Translate,
): Html {
  const label = t('Function {0}', index + 1);
  return html`<fieldset>
    <legend>
      <select id="function-${index}" data-change="function/${index}" aria-label="${label}">
        ${[...activations.values()].map(({ id, name }) => option(id, name, id === activation.id))}
      </select>
      ${count > 1 && html`<button type="button" class="link" data-do="remove" data-value="${index}" aria-label="${t('Remove {0}', activation.name)}">${t('Remove')}</button>`}
    </legend>
    ${Object.entries(activation.record.parameters).map(([name, parameter]) => {
      const { symbol, min, max, meaning } = parameter;
      const value = Number(activation.parameters[name as never]);
      const scale = { ...travel(parameter, value), min, max };
      return dial(`parameter/${index}/${name}`, plainSymbol(symbol), value, scale, meaning);
    })}
  </fieldset>`;
}

/** The stretch of a slider: about the default, within what the record allows. */
function travel(
  { default: usual, min, max }: { default: number; min: number; max: number },
  value: number,
): { readonly from: number; readonly to: number; readonly step: number } {
  const reach = Math.max(1, 3 * Math.abs(usual));
  const from = Math.max(min, Math.min(value, usual - reach));
  const to = Math.min(max, Math.max(value, usual + reach));
  // A power of ten: what the slider can be put on are numbers that one would write.
  return { from, to, step: 10 ** Math.floor(Math.log10((to - from) / 100)) };
}

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly from?: number;
  readonly to?: number;
}

/** A slider and, for any value that is allowed, a field; the two follow each other. */
function dial(name: string, label: string, value: number, scale: Scale, meaning?: string): Html {
  const { min, max, step, from = min, to = max } = scale;
  const id = name.replaceAll('/', '-');
  const bounds = [
    Number.isFinite(min) && ` min="${min}"`,
    Number.isFinite(max) && ` max="${max}"`,
  ].filter(Boolean);
  return html`<div class="dial" ${meaning !== undefined && html` title="${meaning}"`}>
    <label for="${id}">${label}</label>
    <input
      type="range"
      id="${id}"
      data-change="${name}"
      value="${value}"
      min="${from}"
      max="${to}"
      step="${step}"
    />
    <input
      type="number"
      id="${id}-field"
      aria-label="${label}"
      data-change="${name}"
      value="${value}"
      step="any"
      ${ownMarkup(bounds.join(''))}
    />
  </div>`;
}

function option(value: string, label: string, isChosen: boolean): Html {
  return html`<option value="${value}" ${isChosen && ownMarkup(' selected')}>${label}</option>`;
}
