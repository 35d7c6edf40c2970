import type { Translate } from '../../words.ts';
import type { CaptureState } from '../capture-state.ts';
import { html, type Html } from '../../../shared/html.ts';
import { bytes, count, duration } from './words.ts';

/** How far the reading is, with a way to stop it; and what went wrong on the way. */
export function progressSection(state: CaptureState, t: Translate): Html {
  return html`${status(state, t)}
  ${state.notices.map(
    ({ notice, why }) =>
      html`<p class="notice" role="status">
        ${
          notice === 'restarted'
            ? t('The thread that read the capture ended ({0}); another one began anew.', why)
            : t(
                'No thread could be started ({0}): the capture is read beside everything else, more slowly.',
                why,
              )
        }
      </p>`,
  )}`;
}

function status(state: CaptureState, t: Translate): Html | false {
  const { phase, preview, progress } = state;
  const again = html`<button type="button" data-action="read">${t('Read again')}</button>`;
  const sampled =
    preview &&
    html`<span class="preview"
      >${t(
        'Preview: {0} of {1} values, evenly spread; the figures settle as everything is read.',
        count(preview.read),
        count(preview.total),
      )}</span
    >`;
  if (phase === 'cancelled') {
    return html`<div class="progress">
      <p>${t('Reading was cancelled.')} ${sampled} ${again}</p>
    </div>`;
  }
  if (phase !== 'reading') return false;
  const { readBytes = 0, totalBytes = 0, elapsedMs = 0 } = progress ?? {};
  const rate = elapsedMs > 0 ? (1000 * readBytes) / elapsedMs : 0;
  const left = rate > 0 ? (1000 * (totalBytes - readBytes)) / rate : 0;
  const share = totalBytes > 0 ? readBytes / totalBytes : 0;
  const amount =
    totalBytes > 0 &&
    html`${t('{0} of {1}', bytes(readBytes), bytes(totalBytes))}${rate > 0 && ` · ${t('{0} per second', bytes(rate))} · ${t('{0} left', duration(left, t))}`}`;
  return html`<div class="progress">
    <progress
      max="1"
      value="${share.toFixed(3)}"
      aria-label="${t('Reading the capture')}"
    ></progress>
    <span class="amount">${amount || t('Opening…')}</span>
    <button type="button" id="cancel" data-action="cancel">${t('Cancel')}</button>
    ${sampled}
  </div>`;
}
