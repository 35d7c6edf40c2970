// The same digits in the browser, with TensorFlow.js.
import * as tf from '@tensorflow/tfjs';

export const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [784], units: 256, activation: 'elu' }));
model.add(tf.layers.dense({ units: 96 }));
model.add(tf.layers.leakyReLU({ alpha: 0.1 }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));

export function squash(x: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sigmoid(x).add(tf.relu(x)));
}
