import { formatNumber } from '@actigrad/plot';
import { html, type Html } from '../../shared/html.ts';
import { describeGradient } from '../../src/explanation/describe-gradient.ts';
import type { ViewContext } from '../view.ts';
import { kindLabels, readAt } from './figures.ts';
import type { Outcome } from './outcome.ts';
import type { FunctionState } from './state.ts';

type Translate = ViewContext['t'];

const kinds = ['value', 'slope', 'curvature'] as const;

/** The answer first: what many such layers leave of a gradient. */
export function verdict(
  { functions, depth }: FunctionState,
  outcomes: readonly Outcome[],
  t: Translate,
): Html {
  return html`${functions.map((each, index) => {
    const factor = Math.sqrt(outcomes[index]?.layerFactor ?? NaN);
    const after = factor ** depth;
    const fate =
      after < vanishing
        ? ['error', t('it vanishes')]
        : after > exploding
          ? ['error', t('it explodes')]
          : ['healthy', t('it gets through')];
    return html`<div class="finding ${fate[0]}">
      <p>
        <strong>${each.name}.</strong> ${t(
          'Over {0} layers a gradient is multiplied by {1}:',
          depth,
          formatNumber(after),
        )} <strong>${fate[1]}</strong>.
        <span class="muted"
          >${t('{0} a layer, with weights that keep the inputs as they are.', formatNumber(factor))}
          ${functions.length === 1 && describeGradient(each, t)}</span
        >
      </p>
    </div>`;
  })}`;
}

/** First against last layer, as AutoTrainer judges gradients (Zhang et al. 2021, ICSE). */
const vanishing = 1e-3;
const exploding = 70;

/** f, f' and f'' at the crosshair, with all digits that they have. */
export function crosshairTable({ functions, derivatives, x }: FunctionState): Html {
  const at = Float64Array.of(x);
  const shown = kinds.slice(0, derivatives + 1);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">x = ${exact(x)}</th>
        ${shown.map((kind) => html`<th scope="col" class="number">${kindLabels[kind]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${functions.map(
        (each) =>
          html`<tr>
            <th scope="row">${each.name}</th>
            ${shown.map(
              (kind) =>
                // A difference has no more than nine digits.
                html`<td class="number">
                  ${exact(Number((readAt(each, kind, at)[0] ?? NaN).toPrecision(kind === 'curvature' ? 6 : 17)))}
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function exact(value: number): string {
  return String(value).replaceAll('-', '−');
}

/** What becomes of the inputs, in numbers. */
export function outcomeTable(
  { functions }: FunctionState,
  outcomes: readonly Outcome[],
  t: Translate,
): Html {
  const rows: readonly (readonly [string, (outcome: Outcome) => string])[] = [
    [t('output, mean ± std'), ({ mean, std }) => `${formatNumber(mean)} ± ${formatNumber(std)}`],
    [t('slope saturated (under 1 % of the largest)'), ({ saturated }) => percent(saturated)],
    [t('slope exactly 0'), ({ dead }) => percent(dead)],
    ['E f′²', ({ slopeMeanSquare }) => formatNumber(slopeMeanSquare, 4)],
    ['E f²', ({ meanSquare }) => formatNumber(meanSquare, 4)],
  ];
  return html`<table>
    <thead>
      <tr>
        <td></td>
        ${functions.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([label, read]) =>
          html`<tr>
            <th scope="row">${label}</th>
            ${outcomes.map((outcome) => html`<td class="number">${read(outcome)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function percent(share: number): string {
  return `${formatNumber(100 * share)} %`;
}
