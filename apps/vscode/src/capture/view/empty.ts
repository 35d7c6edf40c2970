import type { Translate } from '../../words.ts';
import { html, type Html } from '../../../shared/html.ts';

/** Says how layers are found, and how a capture comes about, where there are none. */
export function namesSection(t: Translate): Html {
  const names: readonly (readonly [string, string])[] = [
    ['<layer>.preactivation', t('what enters the activation: [samples, units]')],
    ['<layer>.activation', t('what it gives, of the same shape')],
    ['<layer>.preactivation.grad', t('the gradient of the loss by the preactivations')],
    ['<layer>.weight', t('[outputs, inputs], as PyTorch has them')],
    ['<layer>.weight.grad', t('the gradient of the loss by the weights')],
    ['<layer>.pieces', t('of a maxout unit: [samples, units, pieces]')],
  ];
  return html`<section class="names" aria-label="${t('How layers are found')}">
    <p>
      ${t('No tensor here has the name of a layer, so each is shown by itself. Layers are found by the names of their tensors:')}
    </p>
    <table>
      <tbody>
        ${names.map(
          ([name, meaning]) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${meaning}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      ${t('The metadata of the file names the activation ({0}) and the step ({1}).', 'activation', 'step')}
    </p>
  </section>`;
}
