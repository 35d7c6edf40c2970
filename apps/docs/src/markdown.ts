import { format } from 'oxfmt';

/** Text in which nothing is taken for markup, also inside a table. */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*_<>|[\]$]/g, String.raw`\$&`);
}

export function code(text: string): string {
  return `\`${text.replaceAll('|', String.raw`\|`)}\``;
}

export function image(description: string, path: string): string {
  return `![${plain(description)}](${path})`;
}

/** TeX within a line. The backticks keep Markdown from reading TeX as its own. */
export function inlineMath(tex: string): string {
  return `$${code(portableTex(tex))}$`;
}

/** TeX on lines of its own. */
export function mathBlock(tex: string): string {
  return ['```math', portableTex(tex), '```'].join('\n');
}

/** GitHub refuses \operatorname. */
function portableTex(tex: string): string {
  return tex.replaceAll(/\\operatorname\{(\w+)\}/g, String.raw`\mathop{\mathrm{$1}}`);
}

/** Cells are Markdown already; a table without rows is nothing. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [header, header.map(() => '---'), ...rows].map(tableLine).join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A heading with what stands under it; nothing where that is nothing. */
export function section(heading: string, ...blocks: readonly string[]): string {
  const filled = blocks.filter(Boolean);
  return filled.length === 0 ? '' : join(`## ${heading}`, ...filled);
}

/** Blocks with an empty line between. */
export function join(...blocks: readonly string[]): string {
  return blocks.filter(Boolean).join('\n\n');
}

/** Lays Markdown out as the workspace's formatter wants it. */
export async function tidy(markdown: string): Promise<string> {
  const { code: tidied, errors } = await format('page.md', markdown);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('; '));
  return tidied;
}
