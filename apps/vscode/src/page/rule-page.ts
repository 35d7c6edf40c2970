import type { Rule } from '@actigrad/diagnostics';
import { formatNumber } from '@actigrad/plot';
import { escapeMarkdown } from '../markdown.ts';
import type { Translate } from '../words.ts';
import { markdownTable } from './table.ts';

/** The page of a rule, as Markdown: what it compares with what, whose limits they are, what to do. */
export function renderRulePage(rule: Rule, t: Translate): string {
  const limits = Object.entries(rule.thresholds).map(([name, limit]) => [
    escapeMarkdown(name),
    formatNumber(limit.default),
    escapeMarkdown(t(limit.meaning)),
  ]);
  return [
    `# ${escapeMarkdown(t(rule.title))}`,
    `**${t('Compares')}.** ${escapeMarkdown(t(rule.formula))}`,
    `**${t('Remedy')}.** ${escapeMarkdown(t(rule.remedy))}`,
    `## ${t('Limits')}`,
    markdownTable([t('Name'), t('Default'), t('Meaning')], limits),
    `## ${t('Source')}`,
    escapeMarkdown(rule.source),
  ].join('\n\n');
}
