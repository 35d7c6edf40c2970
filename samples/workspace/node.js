// A hard look at negative inputs.
const tf = require('@tensorflow/tfjs-node');

const x = tf.tensor([-3, -1, 0, 1, 3]);
tf.leakyRelu(x, 0.2).print();
x.tanh().print();
