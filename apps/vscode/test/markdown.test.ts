import { describe, expect, test } from 'vitest';
import { commandLink, escapeMarkdown, inlineCode, inlineImage } from '../src/markdown.ts';

const hostile = [
  '[click](command:workbench.action.terminal.new)',
  '<img src=x onerror=alert(1)>',
  '`code` ``more``',
  '![picture](https://example.com/a.png)',
  '| a | b |\n|---|---|',
  '# heading',
  '- item',
  '1. item',
  '\u0000\u001b[31m',
  '&lt;b&gt;',
];

describe('what a file says cannot become markup', () => {
  test.each(hostile)('%j as text', (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(/(?<!\\)[[\]()`|<>]/);
    expect(escaped).not.toMatch(/^(#|-|\d+\.)/);
    expect(escaped).not.toMatch(/\\\w/);
    expect(escaped).not.toMatch(/\n/);
  });

  test.each(hostile)('%j as code', (text) => {
    const code = inlineCode(text);
    const fence = /^`+/.exec(code)?.[0] ?? '';
    expect(code.endsWith(fence)).toBe(true);
    const inside = code.slice(fence.length, -fence.length);
    expect(inside.match(/`+/g) ?? []).not.toContain(fence);
    expect(code).not.toContain('\n');
  });

  test('a picture ends its attributes itself', () => {
    const image = inlineImage('<svg/>', '"><script>', { width: 1, height: 2 });
    expect(image).toBe(
      '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="&quot;&gt;&lt;script&gt;" width="1" height="2">',
    );
  });

  test('a command link carries its arguments and nothing else', () => {
    const link = commandLink('a](b', 'actigrad.showFunction', { id: "')" });
    const [, address] = /^\[a\\\]\\\(b\]\(([^)]*)\)$/.exec(link) ?? [];
    expect(JSON.parse(decodeURIComponent(address?.split('?')[1] ?? ''))).toEqual([{ id: "')" }]);
  });
});
