import { plain } from './markdown.ts';

/** A source with its arXiv numbers as links. */
export function linkPapers(source: string): string {
  return plain(source).replaceAll(
    /arXiv (\d{4}\.\d{4,5})/g,
    (text, number: string) => `[${text}](https://arxiv.org/abs/${number})`,
  );
}
