import { TensorsError, quote } from './errors.ts';
import { UNNAMED, requireNpyLength, type OpenNpyOptions } from './npy.ts';
import { NPY_PREFIX_BYTES, parseNpyHeader } from './npy-header.ts';
import { Tensor } from './tensor.ts';

/**
 * Opens an .npy array while it arrives, from a pipe for instance. Its data can be read once, whole, in chunks or at
 * once; its length is checked as it passes, before the last of it is handed out.
 * @throws TensorsError with the code of the rule that the stream breaks
 */
export async function openNpyStream(
  pieces: AsyncIterable<Uint8Array>,
  options: OpenNpyOptions = {},
): Promise<Tensor> {
  const iterator = pieces[Symbol.asyncIterator]();
  const prefix = await readPrefix(iterator);
  const header = parseNpyHeader(prefix, options);
  const name = options.name ?? UNNAMED;
  let isConsumed = false;

  async function* data(): AsyncGenerator<Uint8Array> {
    let held = prefix.subarray(header.start);
    let arrived = prefix.byteLength;
    try {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        arrived += next.value.byteLength;
        if (arrived > header.end) break;
        yield held;
        held = next.value;
      }
      requireNpyLength(header, arrived);
      yield held;
    } finally {
      await iterator.return?.();
    }
  }

  return new Tensor(name, header, {
    stream(start, end) {
      if (isConsumed || start !== 0 || end !== header.end - header.start) {
        throw new TensorsError(
          'TENSORS_STREAM_CONSUMED',
          `tensor ${quote(name)} comes from a stream; it is read once, from its start to its end`,
        );
      }
      isConsumed = true;
      return data();
    },
  });
}

/** As much of the start as the longest header takes; of a shorter stream, everything. */
async function readPrefix(iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let prefix = new Uint8Array(0);
  while (prefix.byteLength < NPY_PREFIX_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    const longer = new Uint8Array(prefix.byteLength + next.value.byteLength);
    longer.set(prefix);
    longer.set(next.value, prefix.byteLength);
    prefix = longer;
  }
  return prefix;
}
