import { elu, leakyRelu, type Activation } from '@actigrad/core';
import { normalNumbers } from '@actigrad/diagnostics';
import { drawNetwork, runNetwork } from '../network.ts';
import { under, type Setting, type Study } from '../study.ts';
import { figure } from '../words.ts';

/** Standard deviation of the noise on each pixel, of 1 of the pixels themselves. */
const noise = 0.3;

export const eluKeepsNoiseOut: Study = {
  id: 'elu-keeps-noise-out',
  claim:
    'The saturation of ELU for negative inputs keeps noise out, where leaky ReLU passes it on.',
  run(setting) {
    // The same weights for both, so that both meet the same inputs.
    const through = (activation: Activation, weightVariance: number, below: number) =>
      noiseThrough(activation, setting, weightVariance, below);
    const usual = through(elu, 2, 0) / through(leakyRelu, 2, 0);
    const deep = through(elu, 20, -6) / through(leakyRelu, 20, -6);
    const steep = leakyRelu.with({ slope: 0.25 });
    const againstSteep = through(elu, 2, 0) / through(steep, 2, 0);
    const crossing = Math.log(leakyRelu.slope(-1));
    return {
      checks: [
        under(
          'variance that noise adds below 0, ELU over leaky ReLU of slope 0.01, usual weights',
          usual,
          1,
          'keeping noise out: less comes through',
        ),
        under(
          'the same against a slope of 0.25',
          againstSteep,
          1,
          'keeping noise out: less comes through',
        ),
        under(
          'the same against a slope of 0.01 where inputs are under −6, large weights',
          deep,
          1,
          'there ELU has saturated: its slope is under 0.0025',
        ),
      ],
      sentences: [
        `For inputs under 0 of a usual layer ELU lets ${figure(usual)} times the noise variance of leaky ReLU through, and ${figure(againstSteep)} times that of a leaky ReLU with slope 0.25; under −6, ${figure(deep)} times.`,
        `ELU is flatter than leaky ReLU only under ${figure(crossing)}, where its slope exp(x) falls under 0.01: saturation keeps noise out where a unit is deep in it, and few inputs are.`,
      ],
    };
  },
};

/** Mean square change of outputs by noise on the pixels, over clean inputs of the layer under `below`. */
function noiseThrough(
  activation: Activation,
  { digits }: Setting,
  weightVariance: number,
  below: number,
): number {
  const network = drawNetwork({ activation, weightVariance });
  const normal = normalNumbers(7);
  const { images, labels } = digits.test;
  const noisy = { ...images, values: images.values.map((x) => x + noise * normal()) };
  const clean = runNetwork(network, digits.test).layers[0]!;
  const disturbed = runNetwork(network, { images: noisy, labels }).layers[0]!;
  let [sum, count] = [0, 0];
  for (const [at, x] of clean.preactivation.values.entries()) {
    if (x >= below) continue;
    sum += (disturbed.output.values[at]! - clean.output.values[at]!) ** 2;
    count++;
  }
  return sum / count;
}
