import { html, type Html } from '../../../shared/html.ts';
import type { Translate } from '../../words.ts';
import type { NetworkState } from '../network-state.ts';

/** Which network this is, and the way to the others of the file. */
export function headerSection({ found, chosen, stack, run }: NetworkState, t: Translate): Html {
  const { file, stacks } = found;
  const layers = run?.model.origins.length ?? 0;
  const widths = run?.model.stack?.layers.map(({ width }) => width) ?? [];
  const about = [
    ...(layers > 0 ? [layers === 1 ? t('1 layer') : t('{0} layers', layers)] : []),
    ...(widths.length > 0 ? [t('{0} wide', Math.max(...widths))] : []),
  ];
  const name = stacks[chosen]?.name ?? '';
  return html`<div class="head">
    <h1>${file ?? t('A network built by hand')}</h1>
    ${
      stacks.length > 1
        ? html`<label
            >${t('Network')}
            <select id="choice-stack" data-choice="stack">
              ${stacks.map(
                (each, index) =>
                  html`<option value="${index}" ${index === chosen && html`selected`}>
                    ${each.name} (${t('line {0}', each.start.line)})
                  </option>`,
              )}
            </select></label
          >`
        : file !== undefined && html`<code>${name}</code>`
    }
    <span class="muted">${about.join(' · ')}</span>
    <span class="actions">
      ${file !== undefined && stack && html`<button type="button" class="link" id="jump" data-action="jump" data-value="">${t('Go to code')}</button>`}
      ${file !== undefined && html`<button type="button" class="link" id="build" data-action="build">${t('Build by hand')}</button>`}
    </span>
  </div>`;
}
