import { prelu } from '@actigrad/core';
import type { Digits } from '../digits.ts';
import { drawNetwork, runNetwork, type Network } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { train } from '../train.ts';
import { figure } from '../words.ts';

export const preluLearnsAlpha: Study = {
  id: 'prelu-learns-alpha',
  claim: 'PReLU learns its negative slope by backpropagation, with the weights.',
  run({ digits, steps }) {
    const network = drawNetwork({ activation: prelu, widths: [64, 64, 64] });
    const alphas = () => network.hidden.map(({ parameters }) => parameters[2]![0]!);
    const start = alphas();
    const error = gradientError(network, digits.train);
    const losses = train(network, { digits: digits.train, steps: steps(2000), learningRate: 0.1 });
    const end = alphas();
    const moved = end.map((alpha, layer) => Math.abs(alpha - start[layer]!));
    const last = losses.slice(-20).reduce((sum, loss) => sum + loss, 0) / 20;
    return {
      checks: [
        under(
          'error of the gradient by alpha against a difference of losses, relative',
          error,
          0.05,
          'kinks and float32 losses leave a difference uncertain by a few per cent',
        ),
        over(
          'least change of an alpha',
          Math.min(...moved),
          0.01,
          'every layer’s slope was trained',
        ),
      ],
      sentences: [
        `From ${figure(start[0]!)} the slopes went to ${end.map(figure).join(', ')}, first layer first, while the loss fell from ${figure(losses[0]!)} to ${figure(last)}.`,
        `He et al. 2015 found the largest slope in the first layer of a convolutional network; here it is in layer ${end.indexOf(Math.max(...end)) + 1}.`,
      ],
    };
  },
};

/** Of the backpropagated gradient by the first alpha, against a central difference. */
function gradientError(network: Network, digits: Digits): number {
  const alpha = network.hidden[0]!.parameters[2]!;
  const byAlpha = runNetwork(network, digits).backward()[0]!.byParameters[2]![0]!;
  const [value, step] = [alpha[0]!, 1e-2];
  const lossAt = (at: number) => {
    alpha[0] = at;
    return runNetwork(network, digits).loss;
  };
  const difference = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
  alpha[0] = value;
  return Math.abs(byAlpha - difference) / Math.abs(difference);
}
