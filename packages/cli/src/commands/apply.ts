import { stat } from 'node:fs/promises';
import type { Activation } from '@actigrad/core';
import { createPool, type MapInput } from '@actigrad/pool';
import {
  openTensors,
  writeNpy,
  type FloatArray,
  type Tensor,
  type TensorFile,
} from '@actigrad/tensors/node';
import { InputError, UsageError } from '../errors.ts';
import { formatCount } from '../format.ts';
import type { Output } from '../output.ts';
import { chooseActivation } from '../parameters.ts';
import { startProgress, type Progress } from '../progress.ts';

export interface ApplyOptions {
  readonly output: string;
  readonly backward?: string;
  readonly param?: Record<string, number>;
  readonly threads?: number;
}

/**
 * Elements of a chunk: 4 MiB of float32. Long enough that a thread's start is not seen, short
 * enough that a few in flight are little memory beside any file worth a pool.
 */
const chunkLength = 2 ** 20;

/** `actigrad apply <fn> <in.npy> -o <out.npy>`: f of every element, or with --backward dy · f'(x). */
export async function apply(
  output: Output,
  name: string,
  input: string,
  options: ApplyOptions,
  signal: AbortSignal,
): Promise<void> {
  const activation = chooseActivation(name, options.param);
  await refuseSameFile(options.output, [input, options.backward]);
  await using x = await openTensors(input);
  await using dy = options.backward === undefined ? undefined : await openTensors(options.backward);
  const xTensor = onlyTensor(x, input);
  const dyTensor = dy && onlyTensor(dy, options.backward ?? '');
  if (dyTensor) requireAlike(xTensor, dyTensor);
  await using pool = createPool({
    ...(options.threads !== undefined && { threads: options.threads }),
  });

  const progress = startProgress(output, xTensor.length);
  const started = performance.now();
  try {
    const results = pool.map(activation, inputs(xTensor, dyTensor), { signal });
    const { dtype, shape, order, byteOrder } = xTensor;
    await writeNpy(options.output, {
      dtype,
      shape,
      order,
      byteOrder,
      data: counted(results, progress),
    });
  } finally {
    progress.finish();
  }
  const seconds = (performance.now() - started) / 1000;
  output.err.write(`${summary(activation, xTensor, options, seconds)}\n`);
}

async function* inputs(x: Tensor, dy: Tensor | undefined): AsyncGenerator<MapInput<FloatArray>> {
  const gradients = dy?.chunks({ chunkLength })[Symbol.asyncIterator]();
  for await (const chunk of x.chunks({ chunkLength })) {
    const gradient = await gradients?.next();
    yield { x: chunk, ...(gradient && !gradient.done && { dy: gradient.value }), out: chunk };
  }
}

async function* counted(
  chunks: AsyncIterable<FloatArray>,
  progress: Progress,
): AsyncGenerator<FloatArray> {
  for await (const chunk of chunks) {
    yield chunk;
    progress.advance(chunk.length);
  }
}

function onlyTensor(file: TensorFile, path: string): Tensor {
  const [tensor, ...others] = file.tensors.values();
  if (file.format === 'npy' && tensor && others.length === 0) return tensor;
  throw new UsageError(`${path} is a .${file.format} file; apply reads .npy`);
}

function requireAlike(x: Tensor, dy: Tensor): void {
  if (dy.dtype !== x.dtype) {
    throw new InputError(
      'CLI_DTYPE_MISMATCH',
      `the gradient is ${dy.dtype}; the input is ${x.dtype}`,
    );
  }
  if (dy.order !== x.order) {
    throw new InputError(
      'CLI_ORDER_MISMATCH',
      `the gradient is stored in ${dy.order} order; the input in ${x.order} order`,
    );
  }
  if (dy.shape.length !== x.shape.length || dy.shape.some((size, axis) => size !== x.shape[axis])) {
    throw new InputError(
      'CLI_SHAPE_MISMATCH',
      `the gradient has the shape [${dy.shape.join(', ')}]; the input [${x.shape.join(', ')}]`,
    );
  }
}

/** Also through links and other spellings: what counts is the file, not its name. */
async function refuseSameFile(
  target: string,
  sources: readonly (string | undefined)[],
): Promise<void> {
  const to = await stat(target).catch(ignoreMissing);
  for (const source of sources) {
    const from = source === undefined ? undefined : await stat(source).catch(ignoreMissing);
    if (to && from && to.dev === from.dev && to.ino === from.ino) {
      throw new UsageError(`the output ${target} is the input ${source}; write to another file`);
    }
  }
}

/** A missing output is the usual case; a missing input is reported when it is opened. */
function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}

function summary(
  activation: Activation,
  x: Tensor,
  options: ApplyOptions,
  seconds: number,
): string {
  const what = options.backward === undefined ? activation.id : `gradient of ${activation.id}`;
  const rate = (x.length / seconds / 1e9).toFixed(2);
  return `${what}: ${formatCount(x.length)} ${x.dtype} elements in ${seconds.toFixed(2)} s (${rate} G/s) → ${options.output}`;
}
