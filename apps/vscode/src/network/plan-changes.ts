import {
  changeStack,
  type ChangePlan,
  type EditableSource,
  type Refusal,
  type Stack,
  type StackChanges,
} from '@actigrad/source';
import { activationChanges, applyChoices, fillerOf, type NetworkChoices } from './choices.ts';

/** What may be chosen of a network, in the order in which it is told. */
const parts = ['activation', 'initialisation', 'width', 'bias', 'depth', 'normalisation'] as const;
export type Part = (typeof parts)[number];

/** The one edit that writes all of the choices that can be written, and why the others are not. */
export interface ChoicesPlan {
  /** Undefined where nothing can be written. */
  readonly plan: ChangePlan | undefined;
  readonly written: readonly Part[];
  readonly refused: readonly { readonly part: Part; readonly refusal: Refusal }[];
}

/** Undefined where the choices are what the text says. */
export function planChanges(
  source: EditableSource,
  found: Stack,
  choices: NetworkChoices,
): ChoicesPlan | undefined {
  const wanted = parts.flatMap((part) => {
    const changes = changesOf(part, found, choices);
    return changes ? [{ part, changes }] : [];
  });
  const written: Part[] = [];
  const refused: { part: Part; refusal: Refusal }[] = [];
  let taken: StackChanges = {};
  let plan: ChangePlan | undefined;
  for (const { part, changes } of wanted) {
    if ('refused' in changes) {
      refused.push({ part, refusal: changes });
      continue;
    }
    const together = { ...taken, ...changes };
    const next = changeStack(source, found, together);
    if ('refused' in next) refused.push({ part, refusal: next });
    // The text may say it already.
    else if (!isSamePlan(next, plan)) {
      [taken, plan] = [together, next];
      written.push(part);
    }
  }
  return written.length + refused.length > 0 ? { plan, written, refused } : undefined;
}

function isSamePlan(a: ChangePlan, b: ChangePlan | undefined): boolean {
  return JSON.stringify(a.edits) === JSON.stringify(b?.edits ?? []);
}

/** Undefined where nothing was chosen. */
function changesOf(
  part: Part,
  found: Stack,
  choices: NetworkChoices,
): StackChanges | Refusal | undefined {
  switch (part) {
    case 'activation': {
      const activations = activationChanges(found, choices);
      return activations.length > 0 ? { activations } : undefined;
    }
    case 'initialisation': {
      if (choices.initialisation === undefined) return undefined;
      return { initializer: fillerOf(applyChoices(found, choices), choices) ?? null };
    }
    case 'width':
      return choices.width === undefined ? undefined : { width: choices.width };
    case 'bias':
      return choices.bias === undefined ? undefined : { bias: choices.bias === 'framework' };
    case 'depth':
    case 'normalisation':
      break;
  }
  return choices[part] === undefined ? undefined : { refused: 'by-hand', values: [] };
}

/** The choices without those that were written into the text. */
export function withoutWritten(choices: NetworkChoices, written: readonly Part[]): NetworkChoices {
  const keys: { readonly [part in Part]: readonly (keyof NetworkChoices)[] } = {
    activation: ['activation', 'layers'],
    initialisation: ['initialisation', 'gain'],
    width: ['width'],
    bias: ['bias'],
    depth: ['depth'],
    normalisation: ['normalisation'],
  };
  const gone = new Set(written.flatMap((part) => keys[part]));
  return Object.fromEntries(
    Object.entries(choices).filter(([key]) => !gone.has(key as keyof NetworkChoices)),
  );
}
