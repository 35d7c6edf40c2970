import { explainRefusal } from '@actigrad/source';
import { html, type Html } from '../../../shared/html.ts';
import type { Translate } from '../../words.ts';
import type { NetworkState } from '../network-state.ts';

/** More are seen when the list is unfolded. */
const mostKinds = 3;

/** The edit that would write the activations into the file, to be seen before it is made. */
export function applySection({ plan, choices }: NetworkState, t: Translate): Html | false {
  if (!plan) return false;
  if ('refused' in plan) {
    return html`<p class="notice">
      ${t('Cannot be written into the code')}: ${t(explainRefusal(plan))}.
    </p>`;
  }
  const { edits, alsoChanged } = plan;
  const others = ['initialisation', 'width', 'depth', 'normalisation', 'bias'] as const;
  const stays = others.filter((name) => choices[name] !== undefined);
  const kinds = new Map(
    edits.map(({ before, after }) => [`${before}\n${after}`, { before, after }]),
  );
  return html`<section class="apply" aria-label="${t('Apply to code')}">
    <div class="controls">
      <button type="button" class="primary" id="apply" data-action="apply">
        ${t('Apply to code')}
      </button>
      ${[...kinds.values()]
        .slice(0, mostKinds)
        .map(({ before, after }) => html`<code><del>${before}</del> → <ins>${after}</ins></code>`)}
      <details data-keep="apply">
        <summary>
          ${edits.length === 1 ? t('1 change of the code') : t('{0} changes of the code', edits.length)}
        </summary>
        <table>
          ${edits.map(
            ({ line, before, after }) =>
              html`<tr>
                <th scope="row" class="number">${t('line {0}', line)}</th>
                <td>
                  <code><del>${before}</del></code>
                </td>
                <td>
                  <code><ins>${after}</ins></code>
                </td>
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
    }
    ${stays.length > 0 && html`<p class="muted">${t('Only activations are written; the other choices stay here.')}</p>`}
  </section>`;
}
