import { activations } from '@actigrad/core';
import { curveAxis, formatNumber, type CurveFigure } from '@actigrad/plot';
import { figureBlock } from '../../shared/figure-block.ts';
import { html, type Html } from '../../shared/html.ts';
import { choiceOf, withParameters } from '../../src/activation-choice.ts';
import { replaceSection } from '../sections.ts';
import { themePalette } from '../theme.ts';
import type { MountView } from '../view.ts';
import { controls } from './controls.ts';
import { curveContent, curvesOf, multiplesContent, spreadContent } from './figures.ts';
import { inputsOf } from './inputs.ts';
import { computeOutcome } from './outcome.ts';
import { crosshairTable, outcomeTable, verdict } from './readouts.ts';
import { readState, type FunctionState } from './state.ts';

/** Px of the curves; they are as wide as there is room. */
const curveHeight = 300;
const curveWidths = { least: 280, most: 900 };

/** What may have to be scrolled can be reached by keys. */
function region(label: string): Html {
  return html` tabindex="0" role="region" aria-label="${label}"`;
}

/** The view of functions: they are computed and drawn in the page, while a parameter is dragged. */
export const mountFunctionView: MountView = (root, { state: remembered, remember, t }) => {
  let state = readState(remembered);
  let drawn: CurveFigure | undefined;
  let frame = 0;
  let room: number = curveWidths.most;

  root.innerHTML = html`<div class="function">
    <div id="part-verdict" aria-live="polite"></div>
    <form id="controls" aria-label="${t('Choices')}"></form>
    <div class="evidence">
      <div id="part-curves"></div>
      <div class="crosshair">
        <label
          >${t('Read at x')} <input type="range" id="crosshair" data-change="x" step="any"
        /></label>
        <div id="part-reading" class="scrolled" aria-live="polite" ${region(t('Read at x'))}></div>
      </div>
      <h2>${t('What becomes of the inputs')}</h2>
      <div id="part-outcome" class="scrolled" ${region(t('What becomes of the inputs'))}></div>
      <div id="part-spread"></div>
      <div id="part-multiples"></div>
    </div>
  </div>`.html;
  const form = root.querySelector<HTMLFormElement>('#controls')!;
  const crosshair = root.querySelector<HTMLInputElement>('#crosshair')!;

  const evidence = root.querySelector<HTMLElement>('.evidence')!;
  const curveSize = (): { width: number; height: number } => ({
    width: Math.min(curveWidths.most, Math.max(curveWidths.least, Math.floor(room))),
    height: curveHeight,
  });
  const set = (id: string, content: Html): void => replaceSection(root, id, content.html);

  function draw(): void {
    const started = performance.now();
    const palette = themePalette();
    const inputs = inputsOf(
      state,
      state.captured
        ? t('inputs: {0}', state.captured.name)
        : t('inputs: N({0}, {1}²)', formatNumber(state.mean), formatNumber(state.std)),
    );
    const outcomes = state.functions.map((each) => computeOutcome(each, inputs));
    drawn = curvesOf(state, inputs, t);
    set('verdict', verdict(state, outcomes, t));
    set('curves', figureBlock('curves', curveContent(drawn, state, palette, curveSize()), t));
    set('outcome', outcomeTable(state, outcomes, t));
    const [only] = state.functions;
    const [outcome] = outcomes;
    const isAlone = state.functions.length === 1;
    set(
      'spread',
      isAlone && only && outcome
        ? html`<div class="beside">
            ${(['outputs', 'slopes'] as const).map((kind) =>
              figureBlock(kind, spreadContent(kind, only, outcome, palette, t), t),
            )}
          </div>`
        : html``,
    );
    set(
      'multiples',
      isAlone
        ? html``
        : figureBlock(
            'multiples',
            multiplesContent(drawn, state, outcomes, palette, curveSize().width, t),
            t,
          ),
    );
    readCrosshair();
    performance.measure('actigrad-redraw', { start: started, end: performance.now() });
    remember({ ...state, functions: state.functions.map(choiceOf) });
  }

  function readCrosshair(): void {
    const [start, end] = drawn?.domain ?? [-1, 1];
    crosshair.min = String(start);
    crosshair.max = String(end);
    crosshair.value = String(state.x);
    crosshair.setAttribute('aria-valuetext', formatNumber(state.x));
    replaceSection(root, 'reading', crosshairTable(state).html);
  }

  /** At most once a frame, however fast the pointer is. */
  function drawSoon(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  function drawControls(): void {
    const focused = document.activeElement?.id;
    form.innerHTML = controls(state, t).html;
    if (focused) document.getElementById(focused)?.focus();
  }

  function change(next: Partial<FunctionState>, redrawControls: boolean): void {
    state = { ...state, ...next };
    if (redrawControls) drawControls();
    drawSoon();
  }

  function onInput({ target }: Event): void {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const [name, index, parameter] = (target.dataset['change'] ?? '').split('/');
    const value = Number(target.value);
    if (name === 'function') replaceFunction(Number(index), target.value);
    else if (target.value === '' || !Number.isFinite(value)) return;
    else if (name === 'parameter') {
      const functions = state.functions.map((each, place) =>
        place === Number(index)
          ? withParameters(each, { ...each.parameters, [parameter ?? '']: value })
          : each,
      );
      follow(target);
      change({ functions }, false);
    } else if (name === 'derivatives') {
      change({ derivatives: value === 0 || value === 2 ? value : 1 }, false);
    } else if (name === 'mean' || name === 'std' || name === 'depth') {
      if (!target.reportValidity()) return;
      follow(target);
      change({ [name]: value }, false);
    } else if (name === 'x') change({ x: value }, false);
  }

  /** The slider and the field of a dial show the same. */
  function follow(changed: HTMLElement): void {
    const { value, dataset } = changed as HTMLInputElement;
    for (const other of form.querySelectorAll<HTMLInputElement>('input')) {
      if (other !== changed && other.dataset['change'] === dataset['change']) other.value = value;
    }
  }

  function replaceFunction(index: number, id: string): void {
    const functions = state.functions.map((each, place) =>
      place === index ? (activations.get(id) ?? each) : each,
    );
    change({ functions }, true);
  }

  function onClick({ target }: Event): void {
    const button = target instanceof Element && target.closest<HTMLElement>('[data-do]');
    if (!button) return;
    const { do: action, value } = button.dataset;
    if (action === 'add') {
      const listed = new Set(state.functions.map(({ id }) => id));
      const next = [...activations.values()].find(({ id }) => !listed.has(id));
      if (next) change({ functions: [...state.functions, next] }, true);
    } else if (action === 'remove') {
      change({ functions: state.functions.filter((_, index) => index !== Number(value)) }, true);
    } else if (action === 'forget') change({ captured: undefined }, true);
  }

  /** The pointer over the curves moves the crosshair. */
  function onMove({ target, clientX }: PointerEvent): void {
    const picture = target instanceof Element && target.closest('#figure-curves svg');
    if (!picture || !drawn) return;
    const size = curveSize();
    const axis = curveAxis(drawn, themePalette(), size);
    if (!axis) return;
    const { left, width } = picture.getBoundingClientRect();
    const column = ((clientX - left) / width) * size.width;
    const share = Math.min(1, Math.max(0, (column - axis.left) / (axis.right - axis.left)));
    const [start, end] = axis.domain;
    change({ x: Number((start + share * (end - start)).toPrecision(3)) }, false);
  }

  root.addEventListener('input', onInput);
  root.addEventListener('click', onClick);
  root.addEventListener('pointermove', onMove);
  form.addEventListener('submit', (event) => event.preventDefault());
  // Colours follow the theme by themselves; widths of strokes do not.
  const themes = new MutationObserver(drawSoon);
  themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  const sizes = new ResizeObserver(([entry]) => {
    room = entry?.contentRect.width ?? room;
    drawSoon();
  });
  sizes.observe(evidence);
  drawControls();
  room = evidence.clientWidth;
  draw();

  return {
    receive(name, data) {
      if (name !== 'show') return;
      state = readState({
        ...state,
        functions: state.functions.map(choiceOf),
        ...(data as object),
      });
      drawControls();
      drawSoon();
    },
    dispose() {
      cancelAnimationFrame(frame);
      themes.disconnect();
      sizes.disconnect();
      root.removeEventListener('input', onInput);
      root.removeEventListener('click', onClick);
      root.removeEventListener('pointermove', onMove);
    },
  };
};
