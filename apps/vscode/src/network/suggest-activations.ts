import { activations, frameworks, type Activation } from '@actigrad/core';
import {
  judgeStack,
  type LayerStack,
  type StackModel,
  type StackVerdict,
} from '@actigrad/diagnostics';
import { changeStack, type ChangePlan, type EditableSource } from '@actigrad/source';
import { alarmsOf } from './describe-verdict.ts';
import type { JudgedStack } from './judge-stacks.ts';

/** With the edits that write it into the text. */
export interface Suggestion extends Candidate {
  readonly plan: ChangePlan;
}

/** More than these nobody reads in a menu. */
const mostSuggestions = 3;

/** Another activation for the hidden layers, by what theory says of it. */
interface Candidate {
  readonly activation: Activation;
  readonly verdict: StackVerdict;
}

/**
 * Activations known to every framework that would mend a stack, best first. Where none ends the
 * alarm, those under which it is far less.
 */
export function rankActivations(
  { stack, origins }: StackModel,
  before: Pick<StackVerdict, 'findings' | 'gradientRatio'>,
): Candidate[] {
  if (!stack || alarmsOf(before.findings).length === 0) return [];
  const hidden = hiddenLayers(origins, stack);
  const present = new Set(hidden.map((index) => stack.layers[index]?.activation.id));
  const better = candidates()
    .filter(({ id }) => !present.has(id))
    .map((activation): Candidate => {
      const layers = stack.layers.map((layer, index) =>
        hidden.includes(index) ? { ...layer, activation } : layer,
      );
      return { activation, verdict: judgeStack({ ...stack, layers }) };
    })
    .filter(({ verdict }) => isBetter(verdict, before))
    .toSorted((a, b) => distance(a.verdict) - distance(b.verdict));
  const sound = better.filter(({ verdict }) => alarmsOf(verdict.findings).length === 0);
  return sound.length > 0 ? sound : better;
}

/** Of those that would mend a stack, the ones that can be written into the text safely. The output's own activation stays. */
export function suggestActivations(
  { stack, model, verdict }: JudgedStack,
  source: EditableSource,
): Suggestion[] {
  if (!model.stack || !verdict) return [];
  const hidden = hiddenLayers(model.origins, model.stack).flatMap(
    (index) => model.origins[index]?.activation ?? [],
  );
  const suggestions: Suggestion[] = [];
  for (const candidate of rankActivations(model, verdict)) {
    const { id, parameters } = candidate.activation;
    const changes = hidden.map((layer) => ({
      layer,
      function: id,
      parameters: parameters as Readonly<Record<string, number>>,
    }));
    const plan = changeStack(source, stack, { activations: changes });
    // A text that other layers share would change more than the stack that is spoken of.
    if (!('refused' in plan) && plan.alsoChanged.length === 0)
      suggestions.push({ ...candidate, plan });
    if (suggestions.length === mostSuggestions) break;
  }
  return suggestions;
}

function hiddenLayers(origins: StackModel['origins'], { layers }: LayerStack): number[] {
  return origins.flatMap(({ activation }, index) =>
    activation !== undefined && index < layers.length - 1 ? [index] : [],
  );
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

function distance({ gradientRatio }: Pick<StackVerdict, 'gradientRatio'>): number {
  return gradientRatio > 0 ? Math.abs(Math.log(gradientRatio)) : Infinity;
}

/** By a factor of ten at least: less is no remedy. */
function isBetter(
  after: StackVerdict,
  before: Pick<StackVerdict, 'findings' | 'gradientRatio'>,
): boolean {
  const isNearer = distance(after) < distance(before) - Math.log(10);
  return isNearer && alarmsOf(after.findings).length <= alarmsOf(before.findings).length;
}
