import { activation, type Activation } from '@actigrad/core';
import { repeatAsync } from '../contender.ts';
import { onnxModel, type OnnxConstants, type OnnxNode } from '../onnx-model.ts';
import { libraryVersion, requireLibrary } from './libraries.ts';
import type { Peer } from './peer.ts';

/** The part of the library's API that is used here. */
interface OnnxRuntime {
  readonly env: { readonly wasm: { numThreads: number } };
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => Tensor;
}
interface Session {
  run(feeds: object, fetches?: object): Promise<{ readonly y: Tensor }>;
  release(): Promise<void>;
}
interface Tensor {
  readonly data: Float32Array;
}

/** Functions that ONNX has no operator for, as exporters write them. */
const compositions: { readonly [name: string]: readonly OnnxNode[] } = {
  'torch.nn.SiLU': [
    { operator: 'Sigmoid', inputs: ['x'], output: 's' },
    { operator: 'Mul', inputs: ['x', 's'], output: 'y' },
  ],
  quick_gelu: [
    {
      operator: 'QuickGelu',
      inputs: ['x'],
      output: 'y',
      attributes: { alpha: 1.702 },
      domain: 'com.microsoft',
    },
  ],
};

/** Inference only: there is no backward to compare. */
export function onnxRuntime(name: 'onnxruntime-node' | 'onnxruntime-web', threads: number): Peer {
  const library = requireLibrary(name) as OnnxRuntime;
  const isNative = name === 'onnxruntime-node';
  if (!isNative) library.env.wasm.numThreads = threads;
  return {
    version: libraryVersion(name),
    async prepare(direction, f, x) {
      const model = direction === 'forward' ? modelOf(f) : undefined;
      if (!model) return undefined;
      const session = await library.InferenceSession.create(model, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
      }).catch(() => undefined);
      if (!session) return undefined;
      const feeds = { x: new library.Tensor('float32', x, [x.length]) };
      // The WebAssembly build leaves outputs that were handed to it as they are.
      const fetches = isNative
        ? { y: new library.Tensor('float32', new Float32Array(x.length), [x.length]) }
        : undefined;
      const run = (): Promise<{ readonly y: Tensor }> => session.run(feeds, fetches);
      return {
        result: async () => (await run()).y.data,
        time: (repetitions) => repeatAsync(run, repetitions),
        close: () => session.release(),
      };
    },
  };
}

function modelOf(f: Activation): Uint8Array | undefined {
  const composed = Object.entries(compositions).find(([name]) => activation(name).id === f.id);
  if (composed) return onnxModel(composed[1]);
  const [name] = f.record.names.onnx ?? [];
  if (!name) return undefined;
  const attributes: Record<string, number | string> = {};
  const constants: Record<string, number> = {};
  for (const [parameter, spec] of Object.entries(name.parameters ?? {})) {
    const [argument, fallback] = spec ?? [null];
    if (argument === null) continue;
    // What has no default is an input of the operator.
    const into = fallback === null ? constants : attributes;
    into[argument] = Number(f.parameters[parameter]);
  }
  for (const [argument, [value]] of Object.entries(name.when ?? {})) {
    if (typeof value === 'number' || typeof value === 'string') attributes[argument] = value;
  }
  const inputs = ['x', ...Object.keys(constants)];
  const node = { operator: name.name, inputs, output: 'y', attributes };
  return onnxModel([node], constants satisfies OnnxConstants);
}
