import { relu, sigmoid } from '@actigrad/core';
import { timeKernels, timeLoops } from '../timing.ts';
import { over, type Study } from '../study.ts';
import { figure, percent } from '../words.ts';

export const expCosts: Study = {
  id: 'exp-costs',
  claim: 'The exponential in the sigmoid is expensive to compute.',
  run({ quick }) {
    const rounds = quick ? 5 : 50;
    const [ofSigmoid, ofRelu] = timeKernels([sigmoid, relu], rounds) as [number, number];
    const { exponential, comparison, product } = timeLoops(rounds);
    const inKernel = ofSigmoid / ofRelu;
    const inLoop = exponential / comparison;
    const ofLayer = ofSigmoid / product;
    return {
      checks: [
        over(
          'time of the sigmoid kernel over that of the ReLU kernel',
          inKernel,
          1.5,
          'half as long again is more than rounds differ by',
        ),
        over(
          'time of a loop with Math.exp over one with Math.max',
          inLoop,
          1.5,
          'the same for code without SIMD',
        ),
        over(
          'time of the sigmoid over that of the matrix product before it, 784 inputs a unit',
          ofLayer,
          0.1,
          'under a tenth nobody would notice it in a whole layer',
        ),
      ],
      sentences: [
        `A sigmoid takes ${figure(ofSigmoid)} ns an element in a SIMD kernel and a ReLU ${figure(ofRelu)} ns: ${figure(inKernel)} times; in a loop of JavaScript ${figure(inLoop)} times.`,
        `Beside the product with 784 weights that feeds it, it is ${percent(ofLayer)} of the time.`,
      ],
    };
  },
};
