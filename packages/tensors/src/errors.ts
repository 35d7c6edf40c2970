/** Everything this package refuses, with the rule behind each code. Codes are stable; messages may improve. */
export const tensorsErrorRules = {
  TENSORS_FILE_NOT_FOUND: 'a named file exists',
  TENSORS_PERMISSION_DENIED: 'a named file or folder may be opened',
  TENSORS_NOT_A_FILE: 'a path names a regular file, not a folder or a device',
  TENSORS_DISK_FULL: 'the disk has room for the output',
  TENSORS_IO_FAILED: 'the operating system completes reads and writes',
  TENSORS_FILE_CHANGED: 'an input stays the same while it is read',
  TENSORS_FILE_TRUNCATED: 'a file holds every byte that its header announces',
  TENSORS_TRAILING_BYTES: 'a file ends where its last tensor ends',
  TENSORS_FORMAT_UNKNOWN: 'the first bytes or the extension name one of the formats',
  TENSORS_MAGIC_INVALID: 'an .npy file starts with \\x93NUMPY',
  TENSORS_VERSION_UNSUPPORTED: 'an .npy file is of version 1.0, 2.0 or 3.0',
  TENSORS_HEADER_TOO_LARGE: 'a header stays within its limit',
  TENSORS_HEADER_INVALID: 'a header is written in the grammar of its format',
  TENSORS_KEYS_INVALID: 'a header holds each expected key once and no other',
  TENSORS_SHAPE_INVALID: 'a shape is a list of non-negative integers',
  TENSORS_SHAPE_TOO_LARGE: 'the bytes of a tensor can be counted exactly',
  TENSORS_DTYPE_UNSUPPORTED: 'a dtype is one of those listed',
  TENSORS_DTYPE_NOT_FLOAT: 'values are computed from F64, F32, F16 and BF16 only',
  TENSORS_PICKLE_REFUSED: 'object arrays run code when they are loaded, so they are never read',
  TENSORS_OFFSETS_INVALID: 'tensors follow each other with no hole and no overlap',
  TENSORS_METADATA_INVALID: 'metadata maps strings to strings',
  TENSORS_NAME_INVALID: 'a tensor name is a short relative label without control characters',
  TENSORS_NAME_REPEATED: 'a name appears once in a file',
  TENSORS_TENSOR_MISSING: 'a tensor that is asked for is in the file',
  TENSORS_ZIP_INVALID: 'an .npz file is a whole zip archive on one disk',
  TENSORS_ZIP_ENCRYPTED: 'zip entries are not encrypted',
  TENSORS_ZIP_METHOD_UNSUPPORTED: 'zip entries are stored or deflated',
  TENSORS_ZIP_ENTRY_UNEXPECTED: 'every entry of an .npz file is an .npy file',
  TENSORS_ZIP_ENTRY_SIZE: 'a zip entry is as long as its array',
  TENSORS_ZIP_CHECKSUM: 'the CRC-32 of a zip entry matches its bytes',
  TENSORS_SHARD_OUTSIDE_FOLDER: 'shards lie inside the folder of their index',
  TENSORS_SHARDS_INCONSISTENT: 'an index and its shards name the same tensors',
  TENSORS_STREAM_CONSUMED: 'a stream is read once, from its start',
  TENSORS_TENSOR_TOO_LARGE: 'a tensor that is read at once fits in one buffer',
  TENSORS_RANGE_INVALID: 'a range lies inside the tensor and a chunk holds at least one element',
  TENSORS_LENGTH_MISMATCH: 'a writer is given as many elements as the shape says',
  TENSORS_LAYOUT_UNSUPPORTED:
    'a format can express the dtype, order and byte order that it is asked to store',
} as const;

export type TensorsErrorCode = keyof typeof tensorsErrorRules;

/** A refusal: `code` is for programs, `message` is one line for people (what, what it is, the rule). */
export class TensorsError extends Error {
  override readonly name = 'TensorsError';
  readonly code: TensorsErrorCode;

  constructor(code: TensorsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Shows untrusted text in a message: quoted, short, on one line, with nothing invisible or reversed in it. */
export function quote(text: string): string {
  const short = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}...` : text;
  return JSON.stringify(short).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** Enough to recognise a name; an error stays readable on a terminal line. */
const MAX_QUOTED = 80;

/** Shows a count with digits grouped by three, the same in every locale. */
export function count(value: number | bigint): string {
  return value.toLocaleString('en-US');
}
