import type { PageMessage, SectionsMessage } from '../src/capture/messages.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): unknown;
};

const editor = acquireVsCodeApi();
const page = document.getElementById('capture')!;

window.addEventListener('message', ({ data }: MessageEvent<SectionsMessage>) => {
  if (data.kind !== 'sections') return;
  for (const { id, html } of data.sections) replace(id, html);
});

/** Puts new content into a section, and what was unfolded and focused in it back. */
function replace(id: string, html: string): void {
  const section = document.getElementById(`part-${id}`) ?? addSection(id);
  const focused = section.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const unfolded = [...section.querySelectorAll<HTMLDetailsElement>('details[open]')].map(
    ({ dataset }) => dataset['keep'],
  );
  section.innerHTML = html;
  for (const details of section.querySelectorAll<HTMLDetailsElement>('details[data-keep]')) {
    details.open = unfolded.includes(details.dataset['keep']);
  }
  if (focused) document.getElementById(focused)?.focus();
}

/** Sections are first sent in their order. */
function addSection(id: string): HTMLElement {
  const section = document.createElement('div');
  section.id = `part-${id}`;
  page.append(section);
  return section;
}

page.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>('[data-action]');
  if (!button) return;
  const { action = '', value = '' } = button.dataset;
  editor.postMessage({ kind: 'action', action, value });
});

page.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const name = target.dataset['choice'];
  if (name) editor.postMessage({ kind: 'choice', name, value: target.value });
});

editor.postMessage({ kind: 'ready', remembered: editor.getState() });
