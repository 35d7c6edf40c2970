import { limitsOf, rules, type DiagnoseOptions } from '../diagnose.ts';
import { figure } from '../figures/cells.ts';
import { presets } from '../presets.ts';
import { html, type Html } from './html.ts';

/** What was judged by: each rule with its formula, its limits under these options and its source. */
export function renderLimits(options: DiagnoseOptions): Html {
  const { preset = 'actigrad' } = options;
  return html`<details>
    <summary>Rules and limits: preset ${preset}</summary>
    <p>Limits: ${presets[preset].source}.</p>
    <div class="scroll" tabindex="0" role="group" aria-label="Rules and limits">
      <table>
        <thead>
          <tr>
            <th scope="col">rule</th>
            <th scope="col">what is measured</th>
            <th scope="col">limits</th>
            <th scope="col">source</th>
          </tr>
        </thead>
        <tbody>
          ${[...rules.values()].map((rule) => {
            const limits = limitsOf(rule.id, options);
            return html`<tr>
              <th scope="row"><code>${rule.id}</code></th>
              <td class="text">${rule.formula}</td>
              <td class="text">
                ${
                  limits
                    ? Object.entries(limits)
                        .map(([name, limit]) => `${name} ${figure(limit)}`)
                        .join(', ')
                    : 'left out'
                }
              </td>
              <td class="text">${rule.source}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </details>`;
}
