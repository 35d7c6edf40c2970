import { activations, frameworks, type Activation } from '@actigrad/core';
import { judgeStack, type StackVerdict } from '@actigrad/diagnostics';
import { changeActivations, type ChangePlan, type EditableSource } from '@actigrad/source';
import { alarmsOf } from './describe-verdict.ts';
import type { JudgedStack } from './judge-stacks.ts';

/** Another activation for the hidden layers of a stack, and what becomes of the gradient then. */
export interface Suggestion {
  readonly activation: Activation;
  readonly verdict: StackVerdict;
  readonly plan: ChangePlan;
}

/** More than these nobody reads in a menu. */
const mostSuggestions = 3;

/**
 * Activations that would mend a stack, best first: known to every framework, and written into the
 * text safely. Where none ends the alarm, those under which it is far less. The output's own activation stays.
 */
export function suggestActivations(
  { stack, model, verdict }: JudgedStack,
  source: EditableSource,
): Suggestion[] {
  const layers = model.stack;
  if (!layers || !verdict) return [];
  const last = layers.layers.length - 1;
  const hidden = model.origins.flatMap(({ activation }, index) =>
    activation !== undefined && index < last ? [{ index, activation }] : [],
  );
  const present = new Set(hidden.map(({ index }) => layers.layers[index]?.activation.id));
  const ranked = candidates()
    .filter(({ id }) => !present.has(id))
    .map((activation) => {
      const changed = layers.layers.map((layer, index) =>
        hidden.some((each) => each.index === index) ? { ...layer, activation } : layer,
      );
      return { activation, verdict: judgeStack({ ...layers, layers: changed }) };
    })
    .filter((candidate) => isBetter(candidate.verdict, verdict))
    .toSorted((a, b) => distance(a.verdict) - distance(b.verdict));
  const sound = ranked.filter((candidate) => alarmsOf(candidate.verdict.findings).length === 0);
  const suggestions: Suggestion[] = [];
  for (const candidate of sound.length > 0 ? sound : ranked) {
    const { id, parameters } = candidate.activation;
    const changes = hidden.map(({ activation: layer }) => ({
      layer,
      function: id,
      parameters: parameters as Readonly<Record<string, number>>,
    }));
    const plan = changeActivations(source, stack, changes);
    // A text that other layers share would change more than the stack that is spoken of.
    if (!('refused' in plan) && plan.alsoChanged.length === 0)
      suggestions.push({ ...candidate, plan });
    if (suggestions.length === mostSuggestions) break;
  }
  return suggestions;
}

/** Functions that bend, have nothing to train, and that every framework has: people know them. */
function candidates(): Activation[] {
  return [...activations.values()].filter((activation) => {
    const { record } = activation;
    const isKnown = frameworks.every((framework) => record.names[framework]?.length);
    const isTrained = Object.values(record.parameters).some(({ learned }) => learned);
    return isKnown && !isTrained && bends(activation);
  });
}

function bends(activation: Activation): boolean {
  return (
    activation.slope(-1) !== activation.slope(1) || activation.slope(0) !== activation.slope(1)
  );
}

function distance({ gradientRatio }: StackVerdict): number {
  return gradientRatio > 0 ? Math.abs(Math.log(gradientRatio)) : Infinity;
}

/** By a factor of ten at least: less is no remedy. */
function isBetter(after: StackVerdict, before: StackVerdict): boolean {
  const isNearer = distance(after) < distance(before) - Math.log(10);
  return isNearer && alarmsOf(after.findings).length <= alarmsOf(before.findings).length;
}
