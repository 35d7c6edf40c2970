import { escapeMarkdown } from '../markdown.ts';

/** A Markdown table; the head is escaped here, cells may hold markup and come escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [line(head.map(escapeMarkdown)), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
