import { sigmoid } from '@actigrad/core';
import { flatShare } from '../measure.ts';
import type { Matrix } from '../matrix.ts';
import { drawNetwork, runNetwork } from '../network.ts';
import { between, over, type Study } from '../study.ts';
import { figure, percent } from '../words.ts';

export const sigmoidLinearNearZero: Study = {
  id: 'sigmoid-linear-near-zero',
  claim: 'The sigmoid is nearly linear around 0 and saturates far from it.',
  run({ digits }) {
    const preactivations = (weightVariance: number): Matrix => {
      const network = drawNetwork({ activation: sigmoid, weightVariance });
      return runNetwork(network, digits.train).layers[0]!.preactivation;
    };
    // Standard deviations of about 0.5 and 20: weights of a careful and of a careless start.
    const [near, far] = [preactivations(0.25), preactivations(400)];
    const explained = explainedByTangent(near);
    const saturated = flatShare(sigmoid, far);
    const { value } = sigmoid.facts().largestSlope;
    return {
      checks: [
        over(
          'variance of outputs that the tangent ½ + x/4 explains, inputs of std 0.5',
          explained,
          0.98,
          'what a line leaves open is then under a seventh of the spread',
        ),
        over(
          'inputs whose slope is under 1 % of the largest, inputs of std 20',
          saturated,
          0.5,
          'over half of the inputs then pass next to no gradient',
        ),
        between('largest slope', value, [0.249, 0.251], 'the derivative s(1 − s) is ¼ at s = ½'),
      ],
      sentences: [
        `With small weights the tangent at 0 explains ${percent(explained)} of what the layer puts out: it is a linear layer.`,
        `With weights 40 times as large ${percent(saturated)} of the inputs lie where it is flat.`,
        `Even at 0 it passes only ${figure(value)} of a gradient.`,
      ],
    };
  },
};

/** 1 - Σ (σ - tangent)² / Σ (σ - mean)². */
function explainedByTangent({ values }: Matrix): number {
  const outputs = sigmoid.forward(values);
  const average = outputs.reduce((sum, y) => sum + y, 0) / outputs.length;
  let [left, total] = [0, 0];
  for (const [index, y] of outputs.entries()) {
    left += (y - (0.5 + values[index]! / 4)) ** 2;
    total += (y - average) ** 2;
  }
  return 1 - left / total;
}
