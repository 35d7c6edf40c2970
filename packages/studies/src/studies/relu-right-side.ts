import { relu, sigmoid, tanh, type Activation } from '@actigrad/core';
import { drawNetwork, runNetwork } from '../network.ts';
import { over, under, type Study } from '../study.ts';
import { percent } from '../words.ts';

export const reluRightSide: Study = {
  id: 'relu-right-side',
  claim: 'ReLU does not saturate for positive inputs.',
  run({ digits }) {
    const flatOnTheRight = (activation: Activation): number => {
      // Standard deviations of about 30.
      const network = drawNetwork({ activation, weightVariance: 1000 });
      const { values } = runNetwork(network, digits.test).layers[0]!.preactivation;
      const positive = values.filter((x) => x > 0);
      const slopes = activation.backward(positive, new Float32Array(positive.length).fill(1));
      const limit = 0.01 * activation.facts().largestSlope.value;
      return slopes.filter((slope) => slope < limit).length / positive.length;
    };
    const [ofRelu, ofTanh, ofSigmoid] = [relu, tanh, sigmoid].map(flatOnTheRight) as [
      number,
      number,
      number,
    ];
    return {
      checks: [
        under('positive inputs with a slope under 1 %, ReLU', ofRelu, 1e-9, 'none at all'),
        over('the same of tanh', ofTanh, 0.5, 'most are lost to a function that saturates'),
        over(
          'the same of the sigmoid',
          ofSigmoid,
          0.5,
          'most are lost to a function that saturates',
        ),
      ],
      sentences: [
        `Of positive inputs with a standard deviation of about 30, ${percent(ofRelu)} meet a flat ReLU, ${percent(ofTanh)} a flat tanh and ${percent(ofSigmoid)} a flat sigmoid.`,
      ],
    };
  },
};
