import { activations } from '@actigrad/core';
import type { PresetName } from '@actigrad/diagnostics';
import { choiceList } from '../../panel/choice-list.ts';
import type { Translate } from '../../words.ts';
import type { CaptureState } from '../capture-state.ts';
import { html, type Html } from '../../../shared/html.ts';

const presetNames: readonly PresetName[] = ['actigrad', 'sagemaker', 'karpathy', 'deepchecker'];

/** What the user may choose: limits, the activation, the axes of units, the step. */
export function controlsSection(
  state: CaptureState,
  { preset, step }: { readonly preset: PresetName; readonly step: number },
  t: Translate,
): Html {
  const { choices, opened, networks } = state;
  const layers = new Set(opened?.layers);
  const axes = (opened?.tensors ?? [])
    .filter(({ layer }) => layer !== null && layers.has(layer))
    .map(({ shape }) => shape.length);
  const whole = choices.preactivations === undefined ? t('as captured') : t('none: a plain tensor');
  return html`<form class="controls" aria-label="${t('Choices')}">
    ${choiceList(
      'preset',
      t('Limits'),
      preset,
      presetNames.map((name) => [name, name]),
    )}
    ${choiceList('activation', t('Activation'), choices.activation ?? '', [['', whole], ...functions()])}
    ${choiceList('unitAxis', t('Axis of units'), String(choices.unitAxis ?? ''), [
      ['', t('automatic')],
      ...axesUpTo(Math.max(0, ...axes)),
    ])}
    ${
      choices.preactivations === undefined &&
      choiceList('weightUnitAxis', t('Weights'), String(choices.weightUnitAxis ?? ''), [
        ['', t('[outputs, inputs], as in PyTorch')],
        ['1', t('[inputs, outputs], as in Keras')],
      ])
    }
    ${networks.length > 1 && stepSlider(state, step, t)}
  </form>`;
}

/** Lets a tensor be read as what enters an activation. */
export function readAsControls(t: Translate): Html {
  return html`<form class="controls" aria-label="${t('Read as preactivations')}">
    ${choiceList('readAs', t('Read as preactivations of'), '', [['', t('none')], ...functions()])}
  </form>`;
}

function functions(): (readonly [id: string, name: string])[] {
  return [...activations.values()].map(({ id, name }) => [id, name] as const);
}

function axesUpTo(count: number): (readonly [value: string, label: string])[] {
  return Array.from({ length: count }, (_, axis) => [String(axis), String(axis)] as const);
}

function stepSlider({ networks, opened }: CaptureState, step: number, t: Translate): Html {
  const shown = networks[step]?.step ?? step;
  const file = opened?.steps[step] ?? '';
  return html`<label
    >${t('Step')}
    <input
      type="range"
      id="choice-step"
      data-choice="step"
      min="0"
      max="${networks.length - 1}"
      value="${step}"
      aria-valuetext="${t('step {0}', shown)}"
    />
    <output>${shown} <span class="muted">${file}</span></output></label
  >`;
}
