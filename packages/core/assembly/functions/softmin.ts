import { signBit } from '../lanes/arithmetic';
import { Rowwise } from '../rowwise';
import { softmaxBackward, softmaxForward } from './softmax';

/** The softmax of -x: the smallest element has the largest share. */
export class Softmin<T extends number> extends Rowwise<T> {
  forward(x: usize, y: usize, length: usize): void {
    softmaxForward<T>(x, y, length, signBit<f64>());
  }
  backward(x: usize, dy: usize, dx: usize, length: usize): void {
    softmaxBackward<T>(x, dy, dx, length, signBit<f64>());
  }
}
