import type { HostMessage, PageMessage, Remembered, ViewId } from '../shared/protocol.ts';
import { exportFigure, type ExportKind } from './export-figure.ts';
import { mountFunctionView } from './function/function-view.ts';
import { createHost } from './host.ts';
import { replaceSections } from './sections.ts';
import { setValue } from './set-value.ts';
import type { MountView, PageView } from './view.ts';
import { createPressGuard } from './while-pressed.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
};

/** Views that compute in the page. The others are drawn by the extension. */
const mounts: { readonly [view in ViewId]?: MountView } = { function: mountFunctionView };

const editor = acquireVsCodeApi();
const host = createHost((message) => editor.postMessage(message));
const root = document.getElementById('view')!;
const refused = document.getElementById('refused')!;
let remembered: Remembered = editor.getState() ?? {};
let mounted: PageView | undefined;
let shown: ViewId | undefined;

const unlessPressed = createPressGuard(document);

window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) =>
  unlessPressed(() => receive(data)),
);

function receive(data: HostMessage): void {
  switch (data.kind) {
    case 'view':
      remembered = data.remembered;
      show(data.view, data.words);
      break;
    case 'sections':
      replaceSections(root, data.sections);
      break;
    case 'values':
      data.values.forEach(setValue);
      break;
    case 'event':
      mounted?.receive(data.name, data.data);
      break;
    case 'remember':
      remember(data.state);
      break;
    case 'answer':
    case 'refusal':
      host.receive(data);
      break;
  }
}

function show(view: ViewId, words: { readonly [message: string]: string }): void {
  mounted?.dispose();
  mounted = undefined;
  root.replaceChildren();
  shown = view;
  save({ ...remembered, view });
  for (const tab of document.querySelectorAll<HTMLElement>('[role=tab]')) {
    const isShown = tab.dataset['view'] === view;
    tab.setAttribute('aria-selected', String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    if (isShown) root.setAttribute('aria-labelledby', tab.id);
  }
  mounted = mounts[view]?.(root, {
    state: remembered.states?.[view],
    remember,
    t: (message, ...values) =>
      (words[message] ?? message).replaceAll(/\{(\d+)\}/g, (_, index: string) =>
        String(values[Number(index)] ?? ''),
      ),
  });
}

function remember(state: unknown): void {
  if (shown) save({ ...remembered, states: { ...remembered.states, [shown]: state } });
}

function save(state: Remembered): void {
  remembered = state;
  editor.setState(state);
  editor.postMessage({ kind: 'remembered', remembered });
}

/** Shows what went wrong with a request, until the next one goes well. */
function attempt(request: Promise<unknown>): void {
  request.then(
    () => (refused.hidden = true),
    ({ message }: Error) => {
      refused.textContent = message;
      refused.hidden = false;
    },
  );
}

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof Element)) return;
  const button = target.closest<HTMLElement>('[data-action], [data-export], [data-view]');
  if (!button) return;
  const { action, value = '', export: kind, view } = button.dataset;
  const figure = button.closest<HTMLElement>('figure');
  if (view) attempt(host.request('openView', { view: view as ViewId }));
  else if (action) attempt(host.request('act', { action, value }));
  else if (kind && figure) attempt(saveFigure(figure, kind as ExportKind));
});

/** The user chooses the place in the meantime. */
const saveDeadlineMs = 600_000;

async function saveFigure(figure: HTMLElement, extension: ExportKind): Promise<void> {
  const bytes = await exportFigure(figure, extension);
  const name = figure.dataset['figure'] ?? 'figure';
  await host.request('save', { name, extension, bytes }, { deadlineMs: saveDeadlineMs });
}

document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const name = target.dataset['choice'];
  const value =
    target instanceof HTMLInputElement && target.type === 'checkbox'
      ? String(target.checked)
      : target.value;
  if (name) attempt(host.request('choose', { name, value }));
});

/** Arrow keys go from tab to tab, as in every list of tabs. */
document.querySelector('[role=tablist]')?.addEventListener('keydown', (event) => {
  const { key } = event as KeyboardEvent;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (step === undefined) return;
  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  const next = tabs.at(
    (tabs.findIndex((tab) => tab === document.activeElement) + step) % tabs.length,
  );
  next?.focus();
  next?.click();
});

editor.postMessage({ kind: 'ready', remembered });
