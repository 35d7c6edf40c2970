import type { Activation } from '@actigrad/core';
import { byteLengthOf, isFloatDType, type NamedTensorInput, type Tensor } from '@actigrad/tensors';
import { inOrder } from '../in-order.ts';
import type { FileEngine } from './apply-file.ts';
import { layoutInOrder } from './channel-layout.ts';
import { runChunk } from './chunk-crew.ts';
import { chunkBytes, type ChunkReport } from './chunk-task.ts';
import { spanOf, type TensorsOptions } from './file-options.ts';
import { failureOf, requireFinite } from './file-outcome.ts';
import { requireFloats } from './plan-file.ts';
import { createSelector } from './select-names.ts';
import { chunksAtATime, type Slot } from './slots.ts';
import { encodedBytes } from './transform-chunk.ts';

/**
 * Tensors that are read, computed and handed to whoever writes them at the same time: their data is pulled, a few chunks
 * ahead. Those that are not selected pass through as they are.
 */
export function* mapTensors(
  engine: FileEngine,
  activation: Activation,
  tensors: Iterable<Tensor>,
  options: TensorsOptions,
  count: (report: ChunkReport) => void = () => {},
): Generator<NamedTensorInput> {
  const isSelected = createSelector(options.select);
  for (const tensor of tensors) {
    if (!isSelected(tensor.name)) {
      yield tensor;
      continue;
    }
    requireFloats(tensor);
    const { name, dtype, shape, order, byteOrder } = tensor;
    const data = mapTensor(engine, activation, tensor, options, count);
    yield { name, dtype, shape, order, byteOrder, data };
  }
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly index: number;
}

interface Computed extends Piece {
  readonly slot: Slot;
  readonly report: ChunkReport;
  readonly encoded: Uint8Array;
}

async function* mapTensor(
  engine: FileEngine,
  activation: Activation,
  tensor: Tensor,
  options: TensorsOptions,
  count: (report: ChunkReport) => void,
): AsyncGenerator<Uint8Array> {
  const { name, dtype, byteOrder } = tensor;
  const bytesPerElement = byteLengthOf(dtype, 1);
  const elements = chunkBytes / (isFloatDType(dtype) && dtype === 'F64' ? 8 : 4);
  const source = { dtype, byteOrder };
  const { id, parameters } = activation;

  async function* pieces(): AsyncGenerator<Piece> {
    let index = 0;
    for await (const bytes of tensor.byteChunks(elements * bytesPerElement)) {
      yield { bytes, start: index * elements, index };
      index++;
    }
  }

  async function compute(piece: Piece, signal: AbortSignal): Promise<Computed> {
    const slot = engine.slots.take();
    try {
      const length = piece.bytes.byteLength / bytesPerElement;
      // What comes next may overwrite the piece.
      const kept = slot.x.subarray(0, piece.bytes.byteLength);
      kept.set(piece.bytes);
      const buffers = slot.buffers(dtype === 'F64' ? 8 : 4, false);
      const work = {
        activation: { id, parameters },
        length,
        layout: layoutInOrder(tensor, piece.start, options.channelAxis),
        source,
        target: source,
        x: { bytes: kept },
        buffers,
        what: `tensor "${name}"`,
      };
      const report = await runChunk(work, engine.crew, signal, engine.stallTimeoutMs);
      if (report.failure) throw failureOf(report.failure, name);
      if (options.failOnNonFinite) requireFinite(report, name, piece.start, piece.start + length);
      return { ...piece, slot, report, encoded: encodedBytes(work) };
    } catch (thrown) {
      engine.slots.giveBack(slot);
      throw thrown;
    }
  }

  const ahead = chunksAtATime(engine.crew.threads);
  for await (const { slot, report, encoded, index } of inOrder(
    pieces(),
    compute,
    ahead,
    options.signal,
  )) {
    count(report);
    options.onChunk?.(spanOf(report, name, index));
    try {
      yield encoded;
    } finally {
      engine.slots.giveBack(slot);
    }
  }
}
