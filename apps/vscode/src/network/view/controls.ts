import { activations } from '@actigrad/core';
import { html, type Html } from '../../../shared/html.ts';
import { number } from '../../capture/view/words.ts';
import { choiceList } from '../../panel/choice-list.ts';
import type { Translate } from '../../words.ts';
import { commonActivation, initialisations, limits } from '../choices.ts';
import type { ControlValue } from '../../../shared/protocol.ts';
import type { NetworkState } from '../network-state.ts';
import type { NetworkRun } from '../run-network.ts';

/** What may be changed of the network. */
export function controlsSection(state: NetworkState, run: NetworkRun, t: Translate): Html {
  const { choices, stack, found } = state;
  const common = stack && commonActivation(stack);
  const written = found.file === undefined ? t('as the framework does') : t('as in the code');
  const values = slidersOf(run);
  return html`<form class="controls" aria-label="${t('Choices')}">
    ${choiceList('activation', t('Activation'), common?.id ?? '', [
      ...(common ? [] : [['', t('several')] as const]),
      ...[...activations.values()].map(({ id, name }) => [id, name] as const),
    ])}
    ${Object.entries(common?.parameters ?? {}).map(([name, value]) =>
      parameterSlider(common?.id ?? '', name, value),
    )}
    ${choiceList('initialisation', t('Initialisation'), choices.initialisation ?? '', [
      ['', written],
      ...initialisations.map((each) => [each, initialisationLabel(each, t)] as const),
    ])}
    ${slider('gain', t('gain'), values.gain, limits.gain)}
    ${slider('depth', t('depth'), values.depth, limits.depth)}
    ${slider('width', t('width'), values.width, limits.width)}
    ${choiceList('normalisation', t('Normalisation'), choices.normalisation ?? '', [
      ['', written],
      ['none', t('none')],
      ['layer', t('layer')],
      ['batch', t('batch')],
    ])}
    ${choiceList('bias', t('Bias'), choices.bias ?? '', [
      ['', written],
      ['framework', t('as the framework does')],
      ['none', t('none')],
    ])}
    <button type="button" id="redraw" data-action="redraw">${t('Draw other weights')}</button>
    <button type="button" id="reset" data-action="reset">${t('Reset')}</button>
  </form>`;
}

/** While a slider is dragged only values change: the page keeps the controls that it has. */
export function controlsKey({ stack, found, chosen }: NetworkState, t: Translate): string {
  const common = stack && commonActivation(stack);
  return JSON.stringify([found.file, found.stacks[chosen]?.name, common?.id, t('Reset')]);
}

/** What the controls are set to, and the numbers beside the sliders. */
export function controlValues({ choices, stack }: NetworkState, run: NetworkRun): ControlValue[] {
  const common = stack && commonActivation(stack);
  const { initialisation = '', normalisation = '', bias = '' } = choices;
  const chosen = { activation: common?.id ?? '', initialisation, normalisation, bias };
  const numbers = [
    ...Object.entries(slidersOf(run)),
    ...Object.entries(common?.parameters ?? {}).map(
      ([name, value]) => [`parameter-${name}`, value] as const,
    ),
  ];
  return [
    ...Object.entries(chosen).map(([id, value]) => ({ id, value })),
    ...numbers.map(([id, value]) => ({ id, value: String(value), text: number(value) })),
  ];
}

function slidersOf({ model }: NetworkRun): Readonly<Record<keyof typeof limits, number>> {
  const layers = model.stack?.layers ?? [];
  const [first] = layers;
  const weights = typeof first?.weights === 'number' ? first.weights : 1;
  return { gain: Math.sqrt(weights), depth: layers.length, width: first?.width ?? 0 };
}

function initialisationLabel(name: (typeof initialisations)[number], t: Translate): string {
  switch (name) {
    case 'framework':
      return t('as the framework does');
    case 'lecun':
      return 'LeCun';
    case 'glorot':
      return 'Glorot';
    case 'he':
      return 'He';
    case 'critical':
      return t('critical: keeps the gradient');
    case 'gain':
      break;
  }
  return t('by gain');
}

/** Parameters without an end are shown so far about their default. */
function parameterSlider(id: string, name: string, value: number): Html {
  const parameter = activations.get(id)?.record.parameters[name];
  if (!parameter) return html``;
  const reach = Math.max(1, 3 * Math.abs(parameter.default));
  const min = Math.max(parameter.min, Math.min(value, parameter.default - reach));
  const max = Math.min(parameter.max, Math.max(value, parameter.default + reach));
  return slider(`parameter:${name}`, parameter.symbol.replace(/^\\/, ''), value, {
    min: Number(min.toPrecision(3)),
    max: Number(max.toPrecision(3)),
    step: 0.01,
  });
}

function slider(
  name: string,
  label: string,
  value: number,
  { min, max, step }: { readonly min: number; readonly max: number; readonly step: number },
): Html {
  const id = name.replace(':', '-');
  return html`<label
    >${label}
    <input
      type="range"
      id="choice-${id}"
      data-choice="${name}"
      min="${min}"
      max="${max}"
      step="${step}"
      value="${Math.min(max, Math.max(min, value))}"
    />
    <output id="text-${id}" for="choice-${id}">${number(value)}</output></label
  >`;
}
