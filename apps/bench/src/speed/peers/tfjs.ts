import type { Activation } from '@actigrad/core';
import { repeat } from '../contender.ts';
import { libraryFolder, libraryVersion, requireLibrary } from './libraries.ts';
import type { Peer } from './peer.ts';

/** The parts of the library's APIs that are used here. */
interface Tensor {
  dispose(): void;
  data(): Promise<Float32Array>;
}
type Operation = (x: Tensor, ...parameters: (number | Tensor)[]) => Tensor;
interface Core {
  tensor1d(values: Float32Array): Tensor;
  scalar(value: number): Tensor;
  setBackend(name: string): Promise<boolean>;
  tidy<T>(run: () => T): T;
  grad(f: (x: Tensor) => Tensor): (x: Tensor, dy: Tensor) => Tensor;
  readonly [operation: string]: unknown;
}
interface Layers {
  readonly layers: {
    readonly [name: string]: (options: object) => { apply(x: Tensor): Tensor };
  };
}
interface WasmBackend {
  setWasmPaths(folder: string): void;
}

export async function tfjsWasm(): Promise<Peer> {
  const tf = requireLibrary('@tensorflow/tfjs-core') as Core;
  const { layers } = requireLibrary('@tensorflow/tfjs-layers') as Layers;
  const backend = requireLibrary('@tensorflow/tfjs-backend-wasm') as WasmBackend;
  backend.setWasmPaths(`${libraryFolder('@tensorflow/tfjs-backend-wasm')}dist/`);
  if (!(await tf.setBackend('wasm')))
    throw new Error('the wasm backend of TensorFlow.js did not start');
  return {
    version: libraryVersion('@tensorflow/tfjs-backend-wasm'),
    async prepare(direction, f, x, dy) {
      const apply = applyOf(tf, layers, f);
      if (!apply) return undefined;
      const input = tf.tensor1d(x);
      const upstream = tf.tensor1d(dy);
      const gradient = tf.grad(apply);
      const map = (): Tensor =>
        direction === 'forward' ? apply(input) : gradient(input, upstream);
      // Tensors that a composed function leaves behind are freed as a program would free them.
      const run = (): void => tf.tidy(map).dispose();
      try {
        run();
      } catch {
        // Some operations have no kernel or no gradient on this backend.
        return undefined;
      }
      return {
        async result() {
          const y = tf.tidy(map);
          const values = await y.data();
          y.dispose();
          return values;
        },
        time: async (repetitions) => repeat(run, repetitions),
        async close() {
          input.dispose();
          upstream.dispose();
        },
      };
    },
  };
}

/** The function under its first name in the record: `tf.elu`, `tf.layers.elu` or `elu`. */
function applyOf(
  tf: Core,
  layers: Layers['layers'],
  f: Activation,
): ((x: Tensor) => Tensor) | undefined {
  const [named] = f.record.names.tfjs ?? [];
  if (!named) return undefined;
  const parameters = Object.entries(named.parameters ?? {});
  const layer = named.name.match(/^tf\.layers\.(\w+)$/)?.[1];
  const operation = named.name.match(/^tf\.(\w+)$/)?.[1];
  if (operation) {
    const run = tf[operation] as Operation | undefined;
    if (!run) return undefined;
    const values = parameters.map(([parameter, spec]) => {
      const value = Number(f.parameters[parameter]);
      return spec?.[1] === null ? tf.scalar(value) : value;
    });
    return (x) => run(x, ...values);
  }
  const options = layer
    ? new Map(parameters.map(([parameter, spec]) => [spec?.[0] ?? '', f.parameters[parameter]]))
    : new Map([['activation', named.name]]);
  try {
    const built = layers[layer ?? 'activation']?.(Object.fromEntries<unknown>(options));
    return built && ((x) => built.apply(x));
  } catch {
    return undefined;
  }
}
