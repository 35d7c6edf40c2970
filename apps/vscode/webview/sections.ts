import type { Section } from '../shared/protocol.ts';

/** Puts new content into parts of a page; what was unfolded, scrolled and focused there stays so. */
export function replaceSections(page: HTMLElement, sections: readonly Section[]): void {
  for (const { id, html } of sections) replaceSection(page, id, html);
}

export function replaceSection(page: HTMLElement, id: string, html: string): void {
  const section = page.querySelector<HTMLElement>(`#part-${CSS.escape(id)}`) ?? add(page, id);
  const focused = section.contains(document.activeElement) ? document.activeElement?.id : undefined;
  const unfolded = new Set(
    [...section.querySelectorAll<HTMLElement>('details[open][data-keep]')].map(
      ({ dataset }) => dataset['keep'],
    ),
  );
  section.innerHTML = html;
  for (const details of section.querySelectorAll<HTMLDetailsElement>('details[data-keep]')) {
    if (unfolded.has(details.dataset['keep'])) details.open = true;
  }
  if (focused) document.getElementById(focused)?.focus();
}

/** Sections are first sent in their order. */
function add(page: HTMLElement, id: string): HTMLElement {
  const section = document.createElement('div');
  section.id = `part-${id}`;
  page.append(section);
  return section;
}
