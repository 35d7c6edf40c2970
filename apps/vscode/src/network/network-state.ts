import type { Activation } from '@actigrad/core';
import type { StackModel, StackVerdict } from '@actigrad/diagnostics';
import type { Stack } from '@actigrad/source';
import type { NetworkChoices } from './choices.ts';
import type { ChoicesPlan } from './plan-changes.ts';
import type { NetworkRun } from './run-network.ts';

/** Where the stacks of the view come from. */
export interface FoundStacks {
  /** As the user knows the file; undefined for a stack that is built by hand. */
  readonly file?: string;
  readonly stacks: readonly Stack[];
}

/** What the network view shows. */
export interface NetworkState {
  readonly found: FoundStacks;
  /** Index of the stack that is looked at. */
  readonly chosen: number;
  readonly choices: NetworkChoices;
  /** The stack with the choices. */
  readonly stack: Stack | undefined;
  readonly run: NetworkRun | { readonly model: StackModel } | undefined;
  /** The simulation is not done yet. */
  readonly isRunning: boolean;
  readonly suggestions: readonly {
    readonly activation: Activation;
    readonly verdict: StackVerdict;
  }[];
  /** What would be written into the file; undefined where nothing would. */
  readonly plan: ChoicesPlan | undefined;
}
