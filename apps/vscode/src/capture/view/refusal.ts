import type { Translate } from '../../words.ts';
import type { Refusal } from '../report.ts';
import { html, type Html } from '../../../shared/html.ts';

/** Why a file is not shown: what was wrong, the rule, the code. */
export function refusalSection({ message, rule, code }: Refusal, t: Translate): Html {
  return html`<section class="finding error refusal" role="alert">
    <p><strong>${t('This capture cannot be read.')}</strong> ${message}.</p>
    ${rule && html`<p>${t('The rule: {0}.', t(rule))}</p>`}
    <p class="muted"><code>${code}</code></p>
    <p><button type="button" data-action="read">${t('Read again')}</button></p>
  </section>`;
}
