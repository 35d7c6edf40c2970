import type { LayerStatistics, NetworkStatistics } from './layer-statistics.ts';
import type { Series } from './series.ts';
import type { Sentence } from './words.ts';

export type Severity = 'error' | 'warning' | 'note';

/** What is wrong with a layer, and why. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly layer: string;
  readonly severity: Severity;
  /** The measured figure and the limit that it passed. */
  readonly figure: number;
  readonly threshold: number;
  /** Why it came about, where the evidence tells. */
  readonly cause?: Cause;
  /** What it means and what to try, in one or two sentences of English. */
  readonly message: string;
  /** The same, to be said in another language by `spell`. */
  readonly says: Sentence;
}

export type Cause = 'initialisation' | 'learning-rate' | 'bias' | 'unknown';

/** What a rule judges by. */
export interface Evidence {
  readonly network: NetworkStatistics;
  /** The steps before and up to this one; absent for a single capture. */
  readonly series?: Series;
}

/** A limit that can be tuned. */
export interface Threshold {
  readonly default: number;
  readonly meaning: string;
}

/** A described check. A new one is a file in `rules/` and a line in its index. */
export interface Rule<T extends string = string> {
  readonly id: string;
  readonly title: string;
  /** The figure that is compared. */
  readonly formula: string;
  /** Where figure and limits come from. */
  readonly source: string;
  readonly remedy: string;
  readonly thresholds: { readonly [name in T]: Threshold };
  check(evidence: Evidence, limits: { readonly [name in T]: number }): Iterable<RuleFinding>;
}

/** A finding before its rule signs it. */
export type RuleFinding = Omit<Finding, 'rule' | 'message'>;

/** Lets each layer be judged by itself. */
export function forEachLayer<L>(
  judge: (
    layer: LayerStatistics,
    limits: L,
    evidence: Evidence,
  ) => Omit<RuleFinding, 'layer'> | undefined,
): (evidence: Evidence, limits: L) => RuleFinding[] {
  return (evidence, limits) =>
    evidence.network.layers.flatMap((layer) => {
      const found = judge(layer, limits, evidence);
      return found ? [{ layer: layer.layer, ...found }] : [];
    });
}
