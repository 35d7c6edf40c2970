import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reference } from '../src/reference.ts';

const root = new URL('../../../', import.meta.url);
const folder = new URL('docs/functions/', root);
const pages = [...(await reference())]
  .filter(([name]) => name.endsWith('.md'))
  .map(([name, text]) => ({ url: new URL(name, folder), text }));
const readme = new URL('README.md', root);
pages.push({ url: readme, text: readFileSync(readme, 'utf8') });

function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('every link', () => {
  it('leads to a file, and to a heading if it names one', () => {
    const broken = pages.flatMap(({ url, text }) =>
      linksOf(text)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => {
          const to = new URL(target, url);
          const anchor = decodeURIComponent(to.hash.slice(1));
          to.hash = '';
          if (!existsSync(to)) return true;
          return anchor !== '' && !anchorsOf(readFileSync(to, 'utf8')).includes(anchor);
        })
        .map((target) => `${url.pathname.slice(root.pathname.length)}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('is seen: each page links back to the index', () => {
    for (const { url, text } of pages.slice(1, -1)) {
      expect(linksOf(text), url.pathname).toContain('README.md');
    }
  });

  it('to another site is secure', () => {
    for (const { url, text } of pages) {
      expect(
        linksOf(text).filter((target) => target.startsWith('http:')),
        url.pathname,
      ).toEqual([]);
    }
  });
});
