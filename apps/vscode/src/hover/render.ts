import type { Activation, Framework } from '@actigrad/core';
import type { Palette } from '@actigrad/plot';
import { choiceOf } from '../activation-choice.ts';
import { describeFacts } from '../explanation/describe-facts.ts';
import { describeGradient } from '../explanation/describe-gradient.ts';
import { describeParameters } from '../explanation/describe-parameters.ts';
import { findTroubles } from '../explanation/find-troubles.ts';
import { describeDifferences, frameworkLabels } from '../explanation/framework-differences.ts';
import { drawFunction } from '../figure/function-picture.ts';
import { commandIds } from '../ids.ts';
import { commandLink, escapeMarkdown, inlineCode, inlineImage } from '../markdown.ts';
import type { HoverSettings } from '../settings.ts';
import type { Translate } from '../words.ts';

/** What the hover speaks of: a function as some text uses it. */
export interface HoverSubject {
  readonly activation: Activation;
  readonly framework: Framework;
  /** The framework's full name for it. */
  readonly name: string;
  /** As written. */
  readonly text: string;
  /** Parameters and arguments of which the text does not give a value. */
  readonly unread: readonly string[];
  /** The framework was inferred: its import was not seen. */
  readonly assumed: boolean;
}

export interface HoverOptions extends Pick<HoverSettings, 'size' | 'derivatives'> {
  readonly palette: Palette;
}

/** Gravest first; the page of the function has the rest. */
const shownTroubles = 2;
/** A call may be long: the name and its first arguments tell which it is. */
const longestText = 60;

/** Writes a hover as Markdown: what stands here, the picture, the facts in words, what to do. */
export function renderHover(subject: HoverSubject, options: HoverOptions, t: Translate): string {
  const { activation } = subject;
  const facts = describeFacts(activation, t).join(' · ');
  const gradient = describeGradient(activation, t);
  const { svg, width, height } = drawFunction(
    activation,
    {
      ...options.size,
      palette: options.palette,
      derivatives: options.derivatives,
      description: `${facts}. ${gradient}`,
    },
    t,
  );
  return [
    heading(subject, t),
    inlineImage(svg, t('Curve of {0} and its derivative', activation.name), { width, height }),
    escapeMarkdown(facts),
    `**${t('Gradient')}.** ${escapeMarkdown(gradient)}`,
    ...findTroubles(activation, t)
      .slice(0, shownTroubles)
      .map(
        ({ name, why, remedy }) =>
          `**${escapeMarkdown(name)}.** ${escapeMarkdown(`${why} ${remedy}`)}`,
      ),
    links(activation, t),
  ].join('\n\n');
}

/** Leaky ReLU · PyTorch · `nn.LeakyReLU()` → a = 0.01, the default here; 0.3 in Keras */
function heading(subject: HoverSubject, t: Translate): string {
  const { activation, framework, name, text, unread, assumed } = subject;
  const label = frameworkLabels[framework];
  const shown = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  const parameters = describeParameters(activation).join(', ');
  const notes = [
    ...unread.map((parameter) => t('{0} is not known here', parameter)),
    ...describeDifferences(activation, framework, name, t),
  ];
  const meaning = [parameters, ...notes].filter(Boolean).join(', ');
  return [
    `**${escapeMarkdown(activation.name)}**`,
    escapeMarkdown(assumed ? t('{0}, as it seems', label) : label),
    meaning ? `${inlineCode(shown)} → ${escapeMarkdown(meaning)}` : inlineCode(shown),
  ].join(' · ');
}

function links(activation: Activation, t: Translate): string {
  const choice = choiceOf(activation);
  return [
    commandLink(t('Inspect'), commandIds.inspectFunction, choice),
    commandLink(t('Compare…'), commandIds.compareFunctions, choice),
    commandLink(t('Reference'), commandIds.showFunction, choice),
    commandLink(t('Copy as SVG'), commandIds.copyCurve, choice),
  ].join(' · ');
}
