import { floatBytes, isFloatDType, type DType } from './dtype.ts';
import { wordsBinary } from './words-binary.ts';

/** Compiled from assembly/words.ts: addresses are of its own memory, counts of elements. */
type Kernel = (...addressesAndCounts: number[]) => number;
type Conversion = 'widenHalf' | 'roundToHalf' | 'widenBfloat' | 'roundToBfloat';
type Swap = 'swap2' | 'swap4' | 'swap8';
type Count = 'countNonFinite2' | 'countNonFinite4' | 'countNonFinite8';
type Words = { readonly [name in Conversion | Swap | Count]: Kernel } & {
  readonly memory: WebAssembly.Memory;
};

/** The second and third page: 64 KiB each, so a tile and its result stay in the processor's cache. */
const sourceAt = 65536;
const targetAt = 131072;
/** One vector less than a page holds, of the wider side. */
const tileWords = 16376;

let loaded: { readonly kernels: Words; readonly bytes: Uint8Array } | undefined;

/** Compiled on first use: many programs never meet a 16-bit float. */
function load(): { readonly kernels: Words; readonly bytes: Uint8Array } {
  if (loaded) return loaded;
  const binary = Uint8Array.from(atob(wordsBinary), (character) => character.charCodeAt(0));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
  const kernels = exports as unknown as Words;
  return (loaded = { kernels, bytes: new Uint8Array(kernels.memory.buffer) });
}

function convert(
  conversion: Conversion,
  source: Uint16Array | Int32Array,
  target: Uint16Array | Int32Array,
): void {
  const { kernels, bytes } = load();
  const from = bytesOf(source);
  const to = bytesOf(target);
  const [fromBytes, toBytes] = [source.BYTES_PER_ELEMENT, target.BYTES_PER_ELEMENT];
  for (let start = 0; start < source.length; start += tileWords) {
    const words = Math.min(tileWords, source.length - start);
    bytes.set(from.subarray(start * fromBytes, (start + words) * fromBytes), sourceAt);
    kernels[conversion](sourceAt, targetAt, words);
    to.set(bytes.subarray(targetAt, targetAt + words * toBytes), start * toBytes);
  }
}

/** Widens float16 bit patterns to float32 bit patterns, exactly. */
export function widenHalf(half: Uint16Array, target: Int32Array): void {
  convert('widenHalf', half, target);
}

/** Rounds float32 bit patterns to the nearest float16, ties to even; a NaN keeps the top of its payload. */
export function roundToHalf(float32Bits: Int32Array, target: Uint16Array): void {
  convert('roundToHalf', float32Bits, target);
}

/** Widens bfloat16 bit patterns to float32 bit patterns, exactly. */
export function widenBfloat(bfloat: Uint16Array, target: Int32Array): void {
  convert('widenBfloat', bfloat, target);
}

/** Rounds float32 bit patterns to the nearest bfloat16, ties to even; a NaN keeps the top of its payload. */
export function roundToBfloat(float32Bits: Int32Array, target: Uint16Array): void {
  convert('roundToBfloat', float32Bits, target);
}

/** Reverses the bytes of every word in place. */
export function swapBytes(array: Uint8Array, bytesPerWord: 2 | 4 | 8): void {
  const { kernels, bytes } = load();
  const tileBytes = tileWords * 4;
  for (let start = 0; start < array.byteLength; start += tileBytes) {
    const tile = array.subarray(start, start + tileBytes);
    const words = tile.byteLength / bytesPerWord;
    bytes.set(tile, sourceAt);
    kernels[`swap${bytesPerWord}`](sourceAt, words);
    tile.set(bytes.subarray(sourceAt, sourceAt + tile.byteLength));
  }
}

/** How many elements are not finite. */
export interface NonFinite {
  readonly nan: number;
  /** Of either sign. */
  readonly infinite: number;
}

/** Counts NaN and infinities among stored floats, in the byte order of this machine; other dtypes have none. */
export function countNonFinite(stored: Uint8Array, dtype: DType): NonFinite {
  let nan = 0;
  let infinite = 0;
  if (!isFloatDType(dtype)) return { nan, infinite };
  const bytesPerWord = floatBytes(dtype);
  const { kernels, bytes } = load();
  const infinity = dtype === 'F16' ? 0x7c00 : 0x7f80;
  const tileBytes = tileWords * 4;
  for (let start = 0; start < stored.byteLength; start += tileBytes) {
    const tile = stored.subarray(start, start + tileBytes);
    bytes.set(tile, sourceAt);
    // What the last vector takes in beyond the tile counts as finite.
    bytes.fill(0, sourceAt + tile.byteLength, sourceAt + tile.byteLength + 16);
    const words = tile.byteLength / bytesPerWord;
    const counts = kernels[`countNonFinite${bytesPerWord}`](sourceAt, words, infinity);
    nan += counts >>> 16;
    infinite += counts & 0xffff;
  }
  return { nan, infinite };
}

function bytesOf(array: Uint16Array | Int32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
