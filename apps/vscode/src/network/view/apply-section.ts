import { explainRefusal, type ChangePlan } from '@actigrad/source';
import { html, type Html } from '../../../shared/html.ts';
import type { Translate } from '../../words.ts';
import type { NetworkState } from '../network-state.ts';
import type { Part } from '../plan-changes.ts';

/** More are seen when the list is unfolded. */
const mostKinds = 3;

/** The edit that would write the choices into the file, to be seen before it is made, and what stays here. */
export function applySection({ plan: planned }: NetworkState, t: Translate): Html | false {
  if (!planned) return false;
  const { plan, written, refused } = planned;
  return html`<section class="apply" aria-label="${t('Apply to code')}">
    ${plan && editControls(plan, written, t)}
    ${
      refused.length > 0 &&
      html`<p class="notice">
        ${t('Cannot be written into the code')}:
        ${refused
          .map(({ part, refusal }) => `${partLabel(part, t)} (${explainRefusal(refusal, t)})`)
          .join('; ')}.
      </p>`
    }
  </section>`;
}

function editControls(
  { edits, alsoChanged }: ChangePlan,
  written: readonly Part[],
  t: Translate,
): Html {
  const kinds = new Map(
    edits.map(({ before, after }) => [`${before}\n${after}`, { before, after }]),
  );
  const what = written.map((part) => partLabel(part, t)).join(', ');
  return html`<div class="controls">
      <button type="button" class="primary" id="apply" data-action="apply">
        ${t('Apply to code: {0}', what)}
      </button>
      ${[...kinds.values()].slice(0, mostKinds).map((kind) => html`<code>${change(kind)}</code>`)}
      <details data-keep="apply">
        <summary>
          ${edits.length === 1 ? t('1 change of the code') : t('{0} changes of the code', edits.length)}
        </summary>
        <table>
          ${edits.map(
            ({ line, ...kind }) =>
              html`<tr>
                <th scope="row" class="number">${t('line {0}', line)}</th>
                <td><code>${change(kind)}</code></td>
              </tr>`,
          )}
        </table>
      </details>
    </div>
    ${
      alsoChanged.length > 0 &&
      html`<p class="danger">
        ${t('They share their text with other layers, which change too:')}
        ${alsoChanged.map(({ stack, line }) => `${stack}, ${t('line {0}', line)}`).join('; ')}
      </p>`
    }`;
}

/** What comes in place of what; one of them may be nothing. */
function change({ before, after }: { readonly before: string; readonly after: string }): Html {
  return html`${before && html`<del>${before}</del>`}${before && after && ' → '}${
    after && html`<ins>${after}</ins>`
  }`;
}

function partLabel(part: Part, t: Translate): string {
  const labels: { readonly [part in Part]: string } = {
    activation: t('activation'),
    initialisation: t('initialisation'),
    width: t('width'),
    bias: t('bias'),
    depth: t('depth'),
    normalisation: t('normalisation'),
  };
  return labels[part];
}
