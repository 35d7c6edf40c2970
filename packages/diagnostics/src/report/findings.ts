import { formatPower } from '@actigrad/plot';
import { rules } from '../diagnose.ts';
import { figure, nameLayers } from '../figures/cells.ts';
import { groupFindings, type FindingGroup } from '../group-findings.ts';
import type { Finding, Severity } from '../rule.ts';
import { html, type Html } from './html.ts';

const marks: { readonly [severity in Severity]: string } = {
  error: '✗ error',
  warning: '! warning',
  note: '· note',
};

/** The finding first, then what else was found. */
export function renderFindings(findings: readonly Finding[], layerCount: number): Html {
  const [worst, ...others] = groupFindings(findings);
  if (!worst) {
    return html`<div class="verdict sound">
      <p>
        <strong>Nothing found.</strong> All ${rules.size} rules have read all ${layerCount} layers.
      </p>
    </div>`;
  }
  return html`<div class="verdict ${worst.severity}">${tell(worst)}</div>
    ${
      others.length === 0
        ? undefined
        : html`<ul class="findings">
            ${others.map((group) => html`<li class="${group.severity}">${tell(group)}</li>`)}
          </ul>`
    }`;
}

function tell(group: FindingGroup): Html {
  const { first, layers, severity, rule } = group;
  return html`<p>
      <span class="severity">${marks[severity]}</span>
      <strong>${rules.get(rule)?.title ?? rule}</strong> in ${nameLayers(layers)}.
      ${layers.length > 1 ? `${first.layer}: ` : ''}${readable(first.message)}
    </p>
    <p class="basis">
      Rule <code>${rule}</code>: figure ${figure(first.figure)}, limit
      ${figure(first.threshold)}${
        first.cause && first.cause !== 'unknown' ? `; cause: ${first.cause}` : ''
      }
    </p>`;
}

/** Powers of ten as powers, and true minus signs. */
function readable(message: string): string {
  return message
    .replaceAll(/(\d)e(-?\d+)/g, (_, digit: string, exponent: string) => {
      return `${digit}·${formatPower(Number(exponent))}`;
    })
    .replaceAll(/(?<![\w.])-(?=\d)/g, '−');
}
