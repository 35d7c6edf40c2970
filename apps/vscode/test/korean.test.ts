import { readFileSync } from 'node:fs';
import { activations } from '@actigrad/core';
import { rules } from '@actigrad/diagnostics';
import { darkPalette } from '@actigrad/plot';
import { readSource } from '@actigrad/source';
import { expect, test, vi } from 'vitest';
import { renderFunctionPage } from '../src/page/function-page.ts';
import { renderRulePage } from '../src/page/rule-page.ts';
import { NetworkController } from '../src/network/network-controller.ts';
import { english, type Translate } from '../src/words.ts';
import { findProblems } from '../src/network/find-problems.ts';
import { judgeText, torchStack } from './network/stacks.ts';

const bundle = JSON.parse(
  readFileSync(new URL('../l10n/bundle.l10n.ko.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;
const korean: Translate = (message, ...values) => english(bundle[message] ?? message, ...values);

/** Words that English sentences cannot do without. */
const englishWords =
  /\b(the|of|and|or|is|are|in|on|with|under|over|layer|layers|gradient|slope|mean|units?|samples?|values?)\b/i;

function isGradient(text: string): boolean {
  return /gradient|그래디언트/i.test(text);
}

/** What a reader sees, and what a screen reader says. */
function textsOf(html: string): string[] {
  const attributes = [...html.matchAll(/(?:aria-label|title)="([^"]*)"/g)].map(([, text]) => text!);
  const code = /<(code|style|select)\b[^]*?<\/\1>/g;
  return [...html.replaceAll(code, '').split(/<[^>]*>/g), ...attributes].filter(Boolean);
}

test('the network view speaks Korean, in its pictures too', async () => {
  const sections = new Map<string, string>();
  const view = new NetworkController({
    post(message) {
      if (message.kind === 'sections')
        for (const { id, html } of message.sections) sections.set(id, html);
    },
    palette: () => darkPalette,
    t: korean,
    goTo: vi.fn<() => void>(),
    write: () => Promise.resolve(undefined),
  });
  const reading = readSource(torchStack('nn.Sigmoid()', 5), 'python');
  const source = {
    texts: [''],
    reading,
    language: 'python' as const,
    read: () => reading,
  };
  view.show({ uri: 'file:///x.py', file: 'x.py', stacks: reading.stacks, source });
  view.start(undefined);
  await expect.poll(() => sections.get('preactivations')).toContain('<svg');
  const texts = [...sections.values()].flatMap(textsOf);
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((text) => englishWords.test(text))).toEqual([]);
  view.dispose();
});

test('problems and verdicts speak Korean', () => {
  const { judged, reading } = judgeText(torchStack('nn.Sigmoid()', 7));
  const problems = findProblems(judged, reading, korean);
  expect(problems.length).toBeGreaterThan(0);
  for (const { message } of problems)
    expect(message.replace(/\(deep,/, '')).not.toMatch(englishWords);
});

test('pages of rules and functions speak Korean', () => {
  for (const rule of rules.values()) {
    const [page = ''] = renderRulePage(rule, korean).split('\n## 출처');
    // Limits go by the names that they have in options.
    const prose = Object.keys(rule.thresholds).reduce(
      (text, name) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), ''),
      page,
    );
    expect(prose, rule.id).not.toMatch(englishWords);
  }
  // A function that is new may lack its Korean words.
  const translated = [...activations.values()].filter(
    ({ record }) => korean(record.summary) !== record.summary,
  );
  expect(translated.length).toBeGreaterThan(30);
  for (const each of translated) {
    const [page = ''] = renderFunctionPage(each, darkPalette, korean).split('## TeX');
    const prose = page.replaceAll(/!\[.*\)/g, '').replaceAll(/`[^`]*`/g, '');
    expect(prose, each.id).not.toMatch(englishWords);
  }
});

test('a gradient and a slope are two words, as in the finding of a false vanishing gradient', () => {
  const mixed = Object.entries(bundle).filter(
    ([message, translated]) => isGradient(message) !== isGradient(translated),
  );
  expect(mixed).toEqual([]);
});
