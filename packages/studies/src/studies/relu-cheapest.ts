import { elu, leakyRelu, prelu, relu, sigmoid, tanh } from '@actigrad/core';
import { over, type Study } from '../study.ts';
import { timeKernels } from '../timing.ts';
import { figure } from '../words.ts';

const others = [sigmoid, tanh, leakyRelu, prelu, elu];

export const reluCheapest: Study = {
  id: 'relu-cheapest',
  claim: 'ReLU is the cheapest of the activation functions.',
  run({ quick }) {
    const [own = NaN, ...times] = timeKernels([relu, ...others], quick ? 5 : 50);
    return {
      checks: others.map(({ name }, index) =>
        over(
          `time of ${name} over that of ReLU`,
          times[index]! / own,
          1,
          'cheapest: every other takes longer',
        ),
      ),
      sentences: [
        `An element takes ${figure(own)} ns with ReLU, ${others
          .map(({ name }, index) => `${figure(times[index]!)} with ${name}`)
          .join(', ')}.`,
      ],
    };
  },
};
