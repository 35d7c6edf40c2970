/** Markup that is known to be safe. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | undefined | false | readonly Html[];

/**
 * Writes HTML: what stands between the literal parts is text and is escaped, unless it is HTML of
 * this function. Null, undefined and false leave nothing.
 *
 * @example html`<td>${name}</td>`
 */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const written = literals.map((literal, index) => literal + write(parts[index]));
  return { html: written.join('') };
}

function write(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'html' in part ? part.html : part.map((each) => each.html).join('');
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Takes markup that our own figures made. */
export function ownMarkup(markup: string): Html {
  return { html: markup };
}
