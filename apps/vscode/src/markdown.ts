/** Escapes text for Markdown and for the HTML in it: what a file says is shown, never obeyed. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/[\\`*_{}[\]()|~$:]/g, '\\$&')
      // Marks that mean something at the start of a line only: headings, lists, rules.
      .replace(/^[#+\-=]|(?<=^\d+)[.]/, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}

/** Text as code, on one line, with a fence longer than any in it. */
export function inlineCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return line.startsWith('`') || line.endsWith('`')
    ? `${fence} ${line} ${fence}`
    : `${fence}${line}${fence}`;
}

/** A picture in the text itself: no file, no request. */
export function inlineImage(
  svg: string,
  alternative: string,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  return `<img src="data:image/svg+xml;base64,${encodeBase64(svg)}" alt="${escapeAttribute(alternative)}" width="${width}" height="${height}">`;
}

/** A link that runs a command with arguments. */
export function commandLink(label: string, command: string, ...values: readonly unknown[]): string {
  return `[${escapeMarkdown(label)}](command:${command}?${encodeURIComponent(JSON.stringify(values)).replace(/[()']/g, percentCode)})`;
}

function percentCode(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\s+/g, ' ');
}

/** `btoa` takes bytes as characters. */
function encodeBase64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
