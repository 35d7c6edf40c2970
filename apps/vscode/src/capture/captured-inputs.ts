import type { ActivationChoice } from '../activation-choice.ts';
import type { LayerView } from './report.ts';

/** What the Function view is told to show. */
export interface CapturedFunction {
  readonly functions: readonly ActivationChoice[];
  readonly captured: {
    readonly name: string;
    readonly edges: readonly number[];
    readonly counts: readonly number[];
  };
}

/** The function of a layer, with its preactivations as inputs; undefined where either is unknown. */
export function capturedFunction({
  figures,
  activation,
  preactivations,
}: LayerView): CapturedFunction | undefined {
  if (!activation || !preactivations) return undefined;
  const { start, end, counts } = preactivations;
  const edges = Array.from(
    { length: counts.length + 1 },
    (_, index) => start + ((end - start) * index) / counts.length,
  );
  return { functions: [activation], captured: { name: figures.layer, edges, counts } };
}
