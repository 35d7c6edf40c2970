/**
 * Bounds on what a file may ask for before any of its data is believed. Each is far above honest files and low enough
 * that a hostile one is refused in milliseconds and within some tens of megabytes.
 */

/** Bytes of an .npy header. NumPy refuses longer ones too (`max_header_size`), though only after reading them. */
export const MAX_NPY_HEADER_BYTES = 10_000;

/**
 * Bytes of a safetensors header or index. The reference reader allows 100,000,000; the largest published models stay
 * under a tenth of this, which bounds memory while parsing (the Hugging Face JavaScript client has the same limit).
 */
export const MAX_SAFETENSORS_HEADER_BYTES = 25_000_000;

/** Dimensions of a tensor: NumPy's own limit (NPY_MAXDIMS since 2.0), above that of every framework. */
export const MAX_DIMENSIONS = 64;

/** Characters of a tensor name inside an .npz file: the longest file name that common file systems can hold. */
export const MAX_ENTRY_NAME_LENGTH = 255;

/** Shards of one set; each keeps a file open, and systems commonly allow 1,024 open files. */
export const MAX_SHARDS = 1_000;

/** Names in one JSON object, so tensors in a file or a set: what can be listed in under a second and 200 MB. */
export const MAX_JSON_MEMBERS = 150_000;

/** Nesting of JSON values that are skipped; the reference reader's parser (serde_json) stops at the same depth. */
export const MAX_JSON_DEPTH = 128;

/** Bytes of one chunk when the caller names no size: long enough that a read costs far more than its dispatch. */
export const DEFAULT_CHUNK_BYTES: number = 4 * 1024 * 1024;
