import type { Activation, Framework, FrameworkName } from '@actigrad/core';
import { formatNumber, type Palette } from '@actigrad/plot';
import { describeFacts } from '../explanation/describe-facts.ts';
import { describeGradient } from '../explanation/describe-gradient.ts';
import { plainSymbol } from '../explanation/describe-parameters.ts';
import { findTroubles } from '../explanation/find-troubles.ts';
import { frameworkLabels } from '../explanation/framework-differences.ts';
import { drawFunction } from '../figure/function-picture.ts';
import { escapeMarkdown, inlineCode, inlineImage } from '../markdown.ts';
import type { Translate } from '../words.ts';
import { markdownTable } from './table.ts';

const pictureSize = { width: 640, height: 260 };

/** The reference page of a function, as Markdown: all that its record and its curve say. */
export function renderFunctionPage(activation: Activation, palette: Palette, t: Translate): string {
  const { record } = activation;
  const facts = describeFacts(activation, t);
  const gradient = describeGradient(activation, t);
  const description = `${facts.join(' · ')}. ${gradient}`;
  const options = { ...pictureSize, palette, derivatives: 2, description } as const;
  const { svg, width, height } = drawFunction(activation, options, t);
  return [
    `# ${escapeMarkdown(record.name)}`,
    escapeMarkdown(t(record.summary)),
    inlineImage(svg, t('Curve of {0} and its derivatives', record.name), { width, height }),
    facts.map((fact) => `- ${escapeMarkdown(fact)}`).join('\n'),
    `**${t('Gradient')}.** ${escapeMarkdown(gradient)}`,
    ...findTroubles(activation, t).map(
      ({ name, why, remedy }) =>
        `**${escapeMarkdown(name)}.** ${escapeMarkdown(`${why} ${remedy}`)}`,
    ),
    ...section(t('Parameters'), parameterRows(activation, t)),
    ...section(t('In frameworks'), nameRows(activation, t)),
    ...section(t('Slope at kinks'), kinkRows(activation, t)),
    `## ${t('Formula in TeX')}`,
    ['```tex', `f(x) = ${record.formula}`, `f'(x) = ${record.derivative}`, '```'].join('\n'),
    `## ${t('Source')}`,
    escapeMarkdown(record.source),
  ].join('\n\n');
}

/** A heading with its table; nothing where there are no rows. */
function section(heading: string, [head, ...rows]: readonly (readonly string[])[]): string[] {
  return head && rows.length > 0
    ? [`## ${escapeMarkdown(heading)}`, markdownTable(head, rows)]
    : [];
}

function parameterRows({ record, parameters }: Activation, t: Translate): string[][] {
  return [
    [t('Symbol'), t('Name'), t('Meaning'), t('Value'), t('Default')],
    ...Object.entries(record.parameters).map(([name, { symbol, meaning, default: standard }]) => [
      escapeMarkdown(plainSymbol(symbol)),
      inlineCode(name),
      escapeMarkdown(t(meaning)),
      formatNumber(parameters[name as never] as number, 6),
      formatNumber(standard, 6),
    ]),
  ];
}

function nameRows({ record }: Activation, t: Translate): string[][] {
  const names = Object.entries(record.names).flatMap(([framework, entries]) =>
    (entries ?? []).map((entry) => [
      frameworkLabels[framework as Framework],
      inlineCode(entry.name),
      inlineCodes(describeArguments(entry)),
    ]),
  );
  return [[t('Framework'), t('Name'), t('Arguments and defaults')], ...names];
}

function describeArguments({ parameters = {}, when = {} }: FrameworkName): string[] {
  const own = Object.values<readonly [string | null, number | null, ...string[]] | undefined>(
    parameters,
  );
  return [
    ...own.flatMap((entry) =>
      entry?.[0]
        ? [
            entry
              .slice(0, 2)
              .filter((part) => part !== null)
              .join('='),
          ]
        : [],
    ),
    ...Object.entries(when).map(([argument, [value]]) => `${argument}=${JSON.stringify(value)}`),
  ];
}

function inlineCodes(texts: readonly string[]): string {
  return texts.map(inlineCode).join(' ');
}

function kinkRows(activation: Activation, t: Translate): string[][] {
  return [
    ['x', "f'(x)", t('Because')],
    ...activation
      .facts()
      .kinks.map(({ at, slope, because }) => [
        formatNumber(at, 6),
        formatNumber(slope, 6),
        escapeMarkdown(t(because)),
      ]),
  ];
}
