import { rules, spell, type Finding } from '@actigrad/diagnostics';
import { html, type Html } from '../../../shared/html.ts';
import { number, percent } from '../../capture/view/words.ts';
import type { Translate } from '../../words.ts';
import type { NetworkState } from '../network-state.ts';
import type { NetworkRun } from '../run-network.ts';

/** The worst in a plain sentence with its remedy, the rest to unfold. */
export function findingSection(state: NetworkState, run: NetworkRun, t: Translate): Html {
  const { findings, gradientRatio, model } = run;
  const layers = model.origins.length;
  const [worst, ...others] = groups(findings);
  const ratio = t(
    'The gradient of layer 1 is {0} of that of layer {1}.',
    number(gradientRatio),
    layers,
  );
  if (!worst || worst[0]?.severity === 'note') {
    const notes = [...(worst ? [worst] : []), ...others];
    return html`<section class="finding healthy" aria-label="${t('Findings')}">
      <p><strong>${t('Sound.')}</strong> ${layers > 1 && ratio}</p>
      ${rest(notes, run, t)}
    </section>`;
  }
  const [first] = worst;
  return html`<section class="finding ${first?.severity}" aria-label="${t('Findings')}">
    <p>${sentence(worst, run, t)} ${first && remedy(first, t)}</p>
    ${suggestions(state, t)} ${rest(others, run, t)}
  </section>`;
}

/** What ails several layers in the same way is said once. */
function groups(findings: readonly Finding[]): Finding[][] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`;
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  return [...found.values()];
}

function sentence(alike: readonly Finding[], run: NetworkRun, t: Translate): Html {
  const [first] = alike;
  if (!first) return html``;
  const title = t(rules.get(first.rule)?.title ?? first.rule);
  const more =
    alike.length > 1 ? ` ${t('The same holds for {0} more layers.', alike.length - 1)}` : '';
  return html`<strong>${title}.</strong> ${capitalised(plainWords(first, run, t))}${more}`;
}

/** A layer's name may begin a sentence. */
function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plainWords(finding: Finding, { model }: NetworkRun, t: Translate): string {
  const { layer, figure } = finding;
  switch (finding.rule) {
    case 'vanishing-gradient': {
      const activation = model.stack?.layers[0]?.activation;
      const most = Math.abs(activation?.facts().largestSlope.value ?? 1);
      const told = t(
        '{0} gets {1} of the gradient that later layers get: it hardly learns.',
        layer,
        number(figure),
      );
      return activation && most < 0.99
        ? `${told} ${t('{0} passes at most {1} of it on.', activation.name, number(most))}`
        : told;
    }
    case 'exploding-gradient':
      return t('{0} gets {1} times the gradient that later layers get.', layer, number(figure));
    case 'saturation':
      return t(
        '{0} of the inputs of {1} lie where the slope is under 1 % of its largest.',
        percent(figure),
        layer,
      );
    case 'dead-units':
      return t(
        '{0} of the units of {1} are active for no sample and cannot learn.',
        percent(figure),
        layer,
      );
    case 'poor-initialisation':
      return t(
        'The variance of the inputs of {0} is {1} times that of layer 2: the signal does not keep its size.',
        layer,
        number(figure),
      );
    case 'not-zero-centred':
      return t('The outputs of {0} have a mean of {1} standard deviations.', layer, number(figure));
    default:
      return `${layer}: ${spell(finding.says, t)}`;
  }
}

function remedy({ rule }: Finding, t: Translate): string {
  const words = rules.get(rule)?.remedy;
  return words === undefined ? '' : `${t('Remedy')}: ${t(words)}.`;
}

/** Activations that mend it: one click tries them here, and another writes them. */
function suggestions({ suggestions: found }: NetworkState, t: Translate): Html | false {
  if (found.length === 0) return false;
  const buttons = found.map(
    ({ activation, verdict }) =>
      html`<button
        type="button"
        id="try-${activation.id}"
        data-action="try"
        data-value="${activation.id}"
      >
        ${t('{0}: gradient × {1}', activation.name, number(verdict.gradientRatio))}
      </button>`,
  );
  return html`<p class="controls"><span>${t('Try')}</span> ${buttons}</p>`;
}

function rest(others: readonly Finding[][], run: NetworkRun, t: Translate): Html | false {
  if (others.length === 0) return false;
  return html`<details data-keep="findings">
    <summary>
      ${others.length === 1 ? t('1 more finding') : t('{0} more findings', others.length)}
    </summary>
    <ul>
      ${others.map((alike) => html`<li>${sentence(alike, run, t)}</li>`)}
    </ul>
  </details>`;
}
