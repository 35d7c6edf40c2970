import {
  judgeStack,
  modelStack,
  type LayerStack,
  type StackModel,
  type StackVerdict,
} from '@actigrad/diagnostics';
import type { Stack } from '@actigrad/source';
import { createRecent } from '../recent.ts';

/** A stack of a text with what theory says of it. */
export interface JudgedStack {
  readonly stack: Stack;
  readonly model: StackModel;
  /** Undefined where the stack is not known in full. */
  readonly verdict: StackVerdict | undefined;
}

export type JudgeStack = (stack: Stack) => JudgedStack;

/** Files repeat their blocks, and an edit changes one stack of many. */
const keptVerdicts = 256;

/** Judges stacks; of stacks alike in all that counts the verdict is reached once. */
export function createJudge(): JudgeStack {
  const recent = createRecent<StackVerdict>(keptVerdicts);
  const judged = new WeakMap<Stack, JudgedStack>();
  return (stack) => {
    const known = judged.get(stack);
    if (known) return known;
    const model = modelStack(stack);
    const layers = model.stack;
    const verdict = layers && recent(keyOf(layers), () => judgeStack(layers));
    const made = { stack, model, verdict };
    judged.set(stack, made);
    return made;
  };
}

function keyOf({ inputs, layers }: LayerStack): string {
  const described = layers.map(({ activation: { id, parameters }, ...layer }) => [
    id,
    parameters,
    layer,
  ]);
  return JSON.stringify([inputs, described]);
}
