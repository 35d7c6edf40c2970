import { spell } from '@actigrad/diagnostics';
import type { Translate } from '../../words.ts';
import type { NamedFinding } from '../report.ts';
import { html, type Html } from '../../../shared/html.ts';

/** What is wrong, worst first: the first in full, the others to unfold. */
export function findingsSection(findings: readonly NamedFinding[], t: Translate): Html {
  const [worst, ...others] = groupAlike(findings);
  if (!worst) {
    return html`<section class="finding healthy" aria-label="${t('Findings')}">
      <p>
        <strong>${t('Nothing found.')}</strong>
        ${t('No rule of this preset is broken in any layer.')}
      </p>
    </section>`;
  }
  const rest =
    others.length > 0 &&
    html`<details data-keep="findings">
      <summary>
        ${others.length === 1 ? t('1 more finding') : t('{0} more findings', others.length)}
      </summary>
      <ul>
        ${others.map((alike) => html`<li class="${alike[0]!.severity}">${sentence(alike, t)}</li>`)}
      </ul>
    </details>`;
  return html`<section class="finding ${worst[0]!.severity}" aria-label="${t('Findings')}">
    <p>${sentence(worst, t)}</p>
    ${rest}
  </section>`;
}

/** Findings of one rule and severity: what ails six layers in the same way is said once. */
function groupAlike(findings: readonly NamedFinding[]): NamedFinding[][] {
  const groups = new Map<string, NamedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** More names than this are counted. */
const mostNames = 4;

function sentence(alike: readonly NamedFinding[], t: Translate): Html {
  const [first] = alike;
  const named = alike.slice(0, alike.length > mostNames ? mostNames - 1 : mostNames);
  const names = named.map(({ layer }, index) => html`${index > 0 && ', '}${layerLink(layer)}`);
  const more = alike.length - named.length;
  const severity = {
    error: t('Error'),
    warning: t('Warning'),
    note: t('Note'),
  }[first!.severity];
  return html`<span class="severity">${severity}</span>
    <strong title="${first!.rule}: ${first!.source}">${t(first!.title)}</strong>
    ${names}${more > 0 && ` ${t('and {0} more', more)}`}.
    ${alike.length > 1 && `${first!.layer}: `}${spell(first!.says, t)}`;
}

function layerLink(layer: string): Html {
  return html`<button type="button" class="link" data-action="layer" data-value="${layer}">
    ${layer}
  </button>`;
}
