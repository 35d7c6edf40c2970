import { activations } from '@actigrad/core';
import { criticalInitialisation, modelStack } from '@actigrad/diagnostics';
import type { ActivationChange, Initializer, Stack } from '@actigrad/source';
import { choiceOf, readChoice, type ActivationChoice } from '../activation-choice.ts';
import {
  hiddenActivations,
  withActivation,
  withBias,
  withDepth,
  withInitializer,
  withNormalisation,
  withoutUnread,
  withWidth,
} from './edit-stack.ts';

/** What the user changed of a stack in the panel; what is absent is as the text has it. */
export interface NetworkChoices {
  /** Of all hidden layers. */
  readonly activation?: ActivationChoice;
  /** Of single layers, by their index among those with weights; over `activation`. */
  readonly layers?: { readonly [layer: string]: ActivationChoice };
  readonly initialisation?: Initialisation;
  /** Root of the variance of the weights times their inputs, for `gain`. */
  readonly gain?: number;
  readonly depth?: number;
  readonly width?: number;
  readonly bias?: 'none' | 'framework';
  readonly normalisation?: 'none' | 'layer' | 'batch';
  /** Of the random weights. */
  readonly seed?: number;
  /** What was not read is left out. */
  readonly ignoresUnread?: true;
}

export const initialisations = ['framework', 'lecun', 'glorot', 'he', 'critical', 'gain'] as const;
type Initialisation = (typeof initialisations)[number];

export const limits = {
  gain: { min: 0.05, max: 3, step: 0.05 },
  depth: { min: 2, max: 48, step: 1 },
  width: { min: 4, max: 1024, step: 4 },
} as const;

/** The stack with the choices. */
export function applyChoices(found: Stack, choices: NetworkChoices): Stack {
  const { depth, width, normalisation, bias, activation, layers = {} } = choices;
  let stack = choices.ignoresUnread ? withoutUnread(found) : found;
  if (depth !== undefined) stack = withDepth(stack, depth);
  if (width !== undefined) stack = withWidth(stack, width);
  if (normalisation !== undefined)
    stack = withNormalisation(stack, normalisation === 'none' ? undefined : normalisation);
  if (bias !== undefined) stack = withBias(stack, bias === 'framework');
  if (activation) stack = withActivation(stack, hiddenActivations(stack), activation);
  const { origins } = modelStack(stack);
  for (const [index, choice] of Object.entries(layers)) {
    const at = origins[Number(index)]?.activation;
    if (at !== undefined) stack = withActivation(stack, [at], choice);
  }
  return choices.initialisation ? withInitializer(stack, fillerOf(stack, choices)) : stack;
}

/** What fills the weights as chosen; undefined: what the framework does. */
export function fillerOf(
  stack: Stack,
  { initialisation, gain = 1 }: NetworkChoices,
): Initializer | undefined {
  switch (initialisation) {
    case 'lecun':
    case 'glorot':
    case 'he':
      return { name: `${initialisation}_normal`, parameters: {} };
    case 'critical':
      return scaled(criticalVariance(stack));
    case 'gain':
      return scaled(gain ** 2);
    case 'framework':
    case undefined:
      break;
  }
  return undefined;
}

/** Weights with this variance times their inputs. */
function scaled(scale: number): Initializer {
  // What is shown is what would be written, and nobody wants to read 17 digits.
  const short = Number(scale.toPrecision(6));
  return { name: 'variance_scaling', parameters: { scale: short, mode: 'fan_in' } };
}

/** At which the first activation keeps signal and gradient; 1 where there is no such variance. */
function criticalVariance(stack: Stack): number {
  const { stack: model } = modelStack(stack);
  const activation = model?.layers[0]?.activation;
  return (activation && criticalInitialisation(activation)?.weights) ?? 1;
}

/** The activations that differ from those of the text, as changes of it. */
export function activationChanges(found: Stack, choices: NetworkChoices): ActivationChange[] {
  const { activation, layers = {} } = choices;
  const wanted = new Map<number, ActivationChoice>();
  if (activation) for (const index of hiddenActivations(found)) wanted.set(index, activation);
  const { origins } = modelStack(withoutUnread(found));
  for (const [index, choice] of Object.entries(layers)) {
    const at = origins[Number(index)]?.activation;
    if (at !== undefined) wanted.set(at, choice);
  }
  return [...wanted].flatMap(([layer, { id, parameters }]) => {
    const before = found.layers[layer];
    const isSame =
      before?.activation === id &&
      Object.entries(parameters).every(([name, value]) => before.parameters?.[name] === value);
    return isSame ? [] : [{ layer, function: id, parameters }];
  });
}

/** Takes up a choice of the page: anything may have been sent. */
export function choose(
  choices: NetworkChoices,
  name: string,
  value: string,
  stack: Stack,
): NetworkChoices {
  const [what = '', which = ''] = name.split(':');
  const number = Number(value);
  switch (what) {
    case 'activation': {
      const { activation: _, layers: __, ...rest } = choices;
      const chosen = activations.get(value);
      return chosen ? { ...rest, activation: choiceOf(chosen) } : rest;
    }
    case 'layer': {
      const chosen = activations.get(value);
      return chosen
        ? { ...choices, layers: { ...choices.layers, [which]: choiceOf(chosen) } }
        : choices;
    }
    case 'parameter': {
      const current = choices.activation ?? commonActivation(stack);
      const changed =
        current &&
        readChoice({ ...current, parameters: { ...current.parameters, [which]: number } });
      return changed && Number.isFinite(number)
        ? { ...choices, activation: choiceOf(changed) }
        : choices;
    }
    case 'initialisation': {
      const { initialisation: _, ...rest } = choices;
      const chosen = initialisations.find((each) => each === value);
      return chosen ? { ...rest, initialisation: chosen } : rest;
    }
    case 'gain':
    case 'depth':
    case 'width':
      return Number.isFinite(number) ? { ...choices, ...sized(what, number) } : choices;
    case 'bias': {
      const { bias: _, ...rest } = choices;
      return value === 'none' || value === 'framework' ? { ...rest, bias: value } : rest;
    }
    case 'normalisation': {
      const { normalisation: _, ...rest } = choices;
      return value === 'none' || value === 'layer' || value === 'batch'
        ? { ...rest, normalisation: value }
        : rest;
    }
    default:
      return choices;
  }
}

function sized(name: keyof typeof limits, value: number): NetworkChoices {
  const { min, max } = limits[name];
  const within = Math.min(max, Math.max(min, value));
  return name === 'gain'
    ? { initialisation: 'gain', gain: within }
    : { [name]: Math.round(within) };
}

/** The activation of all hidden layers, if they have one. */
export function commonActivation(stack: Stack): ActivationChoice | undefined {
  const [first, ...others] = hiddenActivations(stack).map((index) => stack.layers[index]);
  if (!first?.activation) return undefined;
  const key = (layer: typeof first | undefined): string =>
    JSON.stringify([layer?.activation, layer?.parameters]);
  if (others.some((layer) => key(layer) !== key(first))) return undefined;
  return { id: first.activation, parameters: first.parameters ?? {} };
}

/** Choices that a page remembered; what is none is left out. */
export function readChoices(value: unknown, found: Stack): NetworkChoices {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Readonly<Record<string, unknown>>;
  let choices: NetworkChoices = given['ignoresUnread'] === true ? { ignoresUnread: true } : {};
  const activation = readChoice(given['activation']);
  if (activation) choices = { ...choices, activation: choiceOf(activation) };
  const { layers } = given;
  if (typeof layers === 'object' && layers !== null) {
    const known = Object.entries(layers).flatMap(([index, each]) => {
      const chosen = readChoice(each);
      return chosen ? [[index, choiceOf(chosen)] as const] : [];
    });
    choices = { ...choices, layers: Object.fromEntries(known) };
  }
  for (const name of ['gain', 'depth', 'width', 'bias', 'normalisation', 'initialisation']) {
    const each = given[name];
    if (typeof each === 'string' || typeof each === 'number')
      choices = choose(choices, name, String(each), found);
  }
  return typeof given['seed'] === 'number' ? { ...choices, seed: given['seed'] } : choices;
}
