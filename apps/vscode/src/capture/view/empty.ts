import type { Translate } from '../../words.ts';
import { html, type Html } from '../../../shared/html.ts';

/** What the panel says before any capture is chosen. */
export function welcomeSection(t: Translate): Html {
  return html`<section class="welcome" aria-label="${t('Capture')}">
    <p>
      ${t('A capture holds what went through the layers of a network at one step of training: open one, or a directory of them, to see which layer cannot learn, and why.')}
    </p>
    <p class="controls">
      <button type="button" data-action="open-file">${t('Open Tensors…')}</button>
      <button type="button" data-action="open-directory">${t('Open a Directory of Steps…')}</button>
    </p>
    ${namesOfLayers(t)}
  </section>`;
}

/** Says how layers are found, and how a capture comes about, where there are none. */
export function namesSection(t: Translate): Html {
  return html`<section class="names" aria-label="${t('How layers are found')}">
    <p>${t('No tensor here has the name of a layer, so each is shown by itself.')}</p>
    ${namesOfLayers(t)}
  </section>`;
}

function namesOfLayers(t: Translate): Html {
  const names: readonly (readonly [string, string])[] = [
    ['<layer>.preactivation', t('what enters the activation: [samples, units]')],
    ['<layer>.activation', t('what it gives, of the same shape')],
    ['<layer>.preactivation.grad', t('the gradient of the loss by the preactivations')],
    ['<layer>.weight', t('[outputs, inputs], as PyTorch has them')],
    ['<layer>.weight.grad', t('the gradient of the loss by the weights')],
    ['<layer>.pieces', t('of a maxout unit: [samples, units, pieces]')],
  ];
  return html`<p>${t('Layers are found by the names of their tensors:')}</p>
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
      ${t('A hook in your training code writes such files:')}
      <button type="button" class="link" data-action="hook">${t('Insert Capture Hook')}</button>
    </p>`;
}
