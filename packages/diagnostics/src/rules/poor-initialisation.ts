import type { Rule } from '../rule.ts';
import { figure, say } from '../words.ts';

export const poorInitialisation: Rule<'varianceRatio' | 'growth' | 'leastStd' | 'greatestStd'> = {
  id: 'poor-initialisation',
  title: 'Poor initialisation',
  formula:
    'variance of the last preactivations / variance of the second ones, and its root by the number of layers between; standard deviation of activations',
  source:
    'He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, arXiv 1502.01852; networks of 3 to 12 layers that learn stay under 50; Amazon SageMaker Debugger takes 10',
  remedy: "scale the weights to the function's gain / √inputs, with a bias of 0, or normalise",
  thresholds: {
    varianceRatio: {
      default: 100,
      meaning: 'warns when variance grows or shrinks by this over the network',
    },
    growth: { default: 2, meaning: 'and by this from each layer to the next, on average' },
    leastStd: { default: 0, meaning: 'warns when activations of a layer spread less; 0: never' },
    greatestStd: { default: Infinity, meaning: 'warns when activations of a layer spread more' },
  },
  *check({ network: { layers } }, { varianceRatio, growth, leastStd, greatestStd }) {
    // The first layer is left out: its variance is that of the data.
    const inner = layers.slice(1).filter(({ preactivation }) => preactivation);
    const [first, last] = [inner[0], inner.at(-1)];
    const steps = inner.length - 1;
    const ratio =
      (last?.preactivation?.whole.variance ?? NaN) / (first?.preactivation?.whole.variance ?? NaN);
    const isFar = ratio > varianceRatio || ratio < 1 / varianceRatio;
    const isSteady = ratio > growth ** steps || ratio < growth ** -steps;
    if (first && last && isFar && isSteady) {
      yield {
        layer: last.layer,
        severity: 'warning',
        figure: ratio,
        threshold: ratio > 1 ? varianceRatio : 1 / varianceRatio,
        says:
          ratio > 1
            ? say(
                'The variance of its inputs is {0} times that of {1}: the signal grows from layer to layer; {2}.',
                figure(ratio),
                first.layer,
                say(poorInitialisation.remedy),
              )
            : say(
                'The variance of its inputs is {0} times that of {1}: the signal fades from layer to layer; {2}.',
                figure(ratio),
                first.layer,
                say(poorInitialisation.remedy),
              ),
      };
    }
    for (const { layer, output } of layers) {
      const std = output?.whole.std ?? NaN;
      if (!(std < leastStd || std > greatestStd)) continue;
      yield {
        layer,
        severity: 'warning',
        figure: std,
        threshold: std < leastStd ? leastStd : greatestStd,
        says: say(
          'Its activations have a standard deviation of {0}; {1}.',
          figure(std),
          say(poorInitialisation.remedy),
        ),
      };
    }
  },
};
