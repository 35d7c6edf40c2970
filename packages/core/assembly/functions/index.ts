export { Elu } from './elu';
export { LeakyRelu } from './leaky-relu';
export { Prelu } from './prelu';
export { Relu } from './relu';
export { Sigmoid } from './sigmoid';
export { Tanh } from './tanh';
