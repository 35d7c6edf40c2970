import {
  diagnose,
  modelStack,
  predictNetwork,
  propagateByLayer,
  type Finding,
  type LayerStack,
  type NetworkStatistics,
  type StackModel,
} from '@actigrad/diagnostics';
import { snapshotNetwork, type NetworkSnapshot } from '@actigrad/diagnostics/figures';
import type { Stack } from '@actigrad/source';

/** What a stack does, as far as it is known by now. */
export interface NetworkRun {
  readonly model: StackModel;
  /** By theory, at once. */
  readonly predicted: NetworkSnapshot;
  /** By a run with random weights; undefined until it is done. */
  readonly simulated?: NetworkSnapshot;
  /** Of the simulation where there is one, else of the prediction. */
  readonly findings: readonly Finding[];
  readonly gradientRatio: number;
  /** Greatest width that was simulated, where it is less than the stack's. */
  readonly simulatedWidth?: number;
}

export const simulatedSamples = 64;
/** Widths over this tell nothing new: one draw scatters by √(2 / width), 12 %. */
const greatestWidth = 128;
const leastWidth = 16;
/** Products of a simulation: some 100 ms in all, so that its end is seen at once. */
const mostProducts = 6e7;

export function layerNames({ layers }: LayerStack, word: (number: number) => string): string[] {
  return layers.map((_, index) => word(index + 1));
}

/** What theory says of a stack; undefined where the stack is not known in full. */
export function predict(
  source: Stack,
  names: (stack: LayerStack) => string[],
): NetworkRun | { readonly model: StackModel } {
  const model = modelStack(source);
  const { stack } = model;
  if (!stack) return { model };
  const network = predictNetwork(stack, names(stack));
  return {
    model,
    predicted: { ...snapshotNetwork(network), isPredicted: true },
    findings: diagnose({ network }),
    gradientRatio: ratioOf(network),
  };
}

/** Runs the stack with random weights, no wider than tells anything; pauses after each layer. */
export function* simulate(
  run: NetworkRun,
  seed: number,
  names: (stack: LayerStack) => string[],
): Generator<void, NetworkRun> {
  const { stack } = run.model;
  if (!stack) return run;
  const narrow = narrowed(stack);
  const { network, predicted } = yield* propagateByLayer(narrow.stack, {
    seed,
    samples: simulatedSamples,
    measureWeights: false,
  });
  const named: NetworkStatistics = {
    ...network,
    layers: network.layers.map((layer, index) => ({
      ...layer,
      layer: names(stack)[index] ?? layer.layer,
    })),
  };
  const simulated = snapshotNetwork(named, predicted);
  return {
    ...run,
    simulated,
    findings: diagnose({ network: named }),
    gradientRatio: ratioOf(named),
    ...(narrow.width < widest(stack) && { simulatedWidth: narrow.width }),
  };
}

/** ‖gradient‖ of the first layer over that of the last. */
function ratioOf({ layers }: NetworkStatistics): number {
  return (layers[0]?.gradient?.whole.l2 ?? NaN) / (layers.at(-1)?.gradient?.whole.l2 ?? NaN);
}

/** Weights are kept as variances over their true inputs, so that the narrow stack does what the wide one does. */
function narrowed(stack: LayerStack): { readonly stack: LayerStack; readonly width: number } {
  const depth = stack.layers.length;
  const affordable = Math.sqrt(mostProducts / (3 * simulatedSamples * depth));
  const width = Math.round(Math.max(leastWidth, Math.min(greatestWidth, affordable)));
  const layers = stack.layers.map((layer) => ({ ...layer, width: Math.min(width, layer.width) }));
  return { width, stack: { inputs: Math.min(width, stack.inputs), layers } };
}

function widest({ inputs, layers }: LayerStack): number {
  return Math.max(inputs, ...layers.map(({ width }) => width));
}
