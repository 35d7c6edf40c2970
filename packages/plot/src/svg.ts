declare const markup: unique symbol;

/** Text that is SVG already. Only `element`, `escapeText` and `joined` make it, so nothing gets in unescaped. */
export type Markup = string & { readonly [markup]: true };

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Escapes text for SVG content and attributes; what XML 1.0 cannot hold becomes U+FFFD. */
export function escapeText(text: string): Markup {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character) as Markup;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** An element; attributes that are undefined are left out, numbers are rounded to 1/100 px. */
export function element(
  name: string,
  attributes: Attributes,
  ...children: readonly Markup[]
): Markup {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    open += ` ${key}="${typeof value === 'number' ? shortNumber(value) : escapeText(value)}"`;
  }
  const content = children.join('');
  return (content === '' ? `${open}/>` : `${open}>${content}</${name}>`) as Markup;
}

export function joined(parts: Iterable<Markup>): Markup {
  return [...parts].join('') as Markup;
}

export const nothing: Markup = '' as Markup;

/** 0.25 as `.25`, -0 as `0`. */
function shortNumber(value: number): string {
  const rounded = Math.round(value * 100) / 100 || 0;
  return String(rounded).replace(/^(-?)0\./, '$1.');
}

/** Rounds a place to a tenth of a px: finer is not seen and costs bytes. */
export function tenth(position: number): number {
  return Math.round(position * 10) / 10 || 0;
}
