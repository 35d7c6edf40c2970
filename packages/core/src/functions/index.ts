export { elu } from './elu.ts';
export { leakyRelu } from './leaky-relu.ts';
export { prelu } from './prelu.ts';
export { relu } from './relu.ts';
export { sigmoid } from './sigmoid.ts';
export { tanh } from './tanh.ts';
