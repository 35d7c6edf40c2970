import { readFileSync } from 'node:fs';
import type { Language } from '@actigrad/source';

export interface Snippet {
  readonly title: string;
  readonly language: Language;
  readonly text: string;
  readonly uses: readonly string[];
  readonly stacks: readonly string[];
}

/**
 * Reads a topic of the corpus: under each `##` title a fenced text, then one list item for each
 * use and stack that it should give. Of a notebook the cells are separated by `# %%`.
 */
export function readSnippets(file: URL): Snippet[] {
  const sections = readFileSync(file, 'utf8').split(/^## /m).slice(1);
  return sections.map((section) => {
    const [, title = '', language = '', code = '', list = ''] =
      /^(.*)\n+```(\w+)\n([^]*?)\n```\n([^]*)$/.exec(section) ?? [];
    const items = [...list.matchAll(/^- (.*)$/gm)].map(([, item = '']) => item.trim());
    return {
      title,
      language: language as Language,
      text: language === 'notebook' ? notebook(code) : code,
      uses: items.filter((item) => !item.startsWith('stack ')),
      stacks: items.filter((item) => item.startsWith('stack ')),
    };
  });
}

function notebook(code: string): string {
  const cells = code
    .split(/^# %%/m)
    .slice(1)
    .map((cell) => {
      const [head = '', ...lines] = cell.split('\n');
      const source = lines
        .join('\n')
        .trimEnd()
        .split(/(?<=\n)/);
      return { cell_type: head.trim() || 'code', metadata: {}, source };
    });
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
}
