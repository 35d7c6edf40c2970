import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { openTensors } from '@actigrad/tensors/node';
import { describe, expect, it } from 'vitest';
import { codeOf } from './support.ts';

interface BadFile {
  readonly path: string;
  readonly expect: string;
  readonly why: string;
}

const folder = new URL('bad-files/', import.meta.url);
const files = JSON.parse(readFileSync(new URL('MANIFEST.json', folder), 'utf8')) as BadFile[];

/** Of the verdicts that leave a choice, the one taken here: a file is accepted if and only if it is one of these. */
const accepted = new Set([
  'ok',
  'ok-in-rust',
  'ok-or-unsupported-dtype',
  'reject-or-read-by-content',
]);

/** The rule by which each file is refused. */
const codes: Readonly<Record<string, string>> = {
  'safetensors/bad_trailing_data_polyglot.safetensors': 'TENSORS_TRAILING_BYTES',
  'safetensors/bad_header_too_large.safetensors': 'TENSORS_HEADER_TOO_LARGE',
  'safetensors/bad_header_len_beyond_eof.safetensors': 'TENSORS_FILE_TRUNCATED',
  'safetensors/bad_non_utf8.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_shape_bytes_mismatch.safetensors': 'TENSORS_OFFSETS_INVALID',
  'safetensors/bad_overflow_bytes.safetensors': 'TENSORS_SHAPE_TOO_LARGE',
  'safetensors/bad_overlapping_offsets.safetensors': 'TENSORS_OFFSETS_INVALID',
  'safetensors/bad_hole.safetensors': 'TENSORS_OFFSETS_INVALID',
  'safetensors/bad_reversed_offsets.safetensors': 'TENSORS_OFFSETS_INVALID',
  'safetensors/bad_negative_offset.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_float_dim.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_nan_dim.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_unknown_dtype.safetensors': 'TENSORS_DTYPE_UNSUPPORTED',
  'safetensors/bad_dtype_constructor.safetensors': 'TENSORS_DTYPE_UNSUPPORTED',
  'safetensors/bad_metadata_not_string.safetensors': 'TENSORS_METADATA_INVALID',
  'safetensors/bad_metadata_array.safetensors': 'TENSORS_METADATA_INVALID',
  'safetensors/bad_root_null.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_header_7_bytes.safetensors': 'TENSORS_FILE_TRUNCATED',
  'safetensors/bad_bom.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_deep_nesting.safetensors': 'TENSORS_HEADER_INVALID',
  'safetensors/bad_header_1GB_claim.safetensors': 'TENSORS_HEADER_TOO_LARGE',
  'safetensors/bad_header_2p53_plus_1.safetensors': 'TENSORS_HEADER_TOO_LARGE',
  'safetensors/bad_fp4_odd.safetensors': 'TENSORS_SHAPE_INVALID',
  'safetensors/bad_shape_1000x1000_4_bytes.safetensors': 'TENSORS_OFFSETS_INVALID',
  'npy/bad_version_0.npy': 'TENSORS_VERSION_UNSUPPORTED',
  'npy/bad_version_2.npy': 'TENSORS_VERSION_UNSUPPORTED',
  'npy/bad_version_4.npy': 'TENSORS_VERSION_UNSUPPORTED',
  'npy/bad_version_5.npy': 'TENSORS_VERSION_UNSUPPORTED',
  'npy/bad_magic_1.npy': 'TENSORS_MAGIC_INVALID',
  'npy/bad_magic_3.npy': 'TENSORS_MAGIC_INVALID',
  'npy/bad_magic_4.npy': 'TENSORS_FILE_TRUNCATED',
  'npy/bad_magic_6.npy': 'TENSORS_MAGIC_INVALID',
  'npy/ok_bf16_void.npy': 'TENSORS_DTYPE_UNSUPPORTED',
  'npy/bad_object.npy': 'TENSORS_PICKLE_REFUSED',
  'npy/bad_extra_key.npy': 'TENSORS_KEYS_INVALID',
  'npy/bad_neg_dims_product_pos.npy': 'TENSORS_SHAPE_INVALID',
  'npy/bad_bool_dim.npy': 'TENSORS_SHAPE_INVALID',
  'npy/bad_shape_int.npy': 'TENSORS_SHAPE_INVALID',
  'npy/bad_shape_paren_not_tuple.npy': 'TENSORS_SHAPE_INVALID',
  'npy/bad_huge_shape.npy': 'TENSORS_SHAPE_TOO_LARGE',
  'npy/bad_overflow_wrap_to_4.npy': 'TENSORS_SHAPE_TOO_LARGE',
  'npy/bad_truncated_header.npy': 'TENSORS_FILE_TRUNCATED',
  'npy/bad_header_claims_4GB.npy': 'TENSORS_HEADER_TOO_LARGE',
  'npy/bad_dict_deep.npy': 'TENSORS_HEADER_INVALID',
  'npy/bad_code.npy': 'TENSORS_HEADER_INVALID',
  'npy/bad_descr_injection.npy': 'TENSORS_HEADER_INVALID',
  'npy/bad_shape_in_descr_string.npy': 'TENSORS_KEYS_INVALID',
  'npy/bad_dtype.npy': 'TENSORS_DTYPE_UNSUPPORTED',
  'npy/bad_dtype_f16.npy': 'TENSORS_DTYPE_UNSUPPORTED',
  'npz/bad_name_0.npz': 'TENSORS_NAME_INVALID',
  'npz/bad_name_2.npz': 'TENSORS_NAME_INVALID',
  'npz/bad_name_4.npz': 'TENSORS_NAME_INVALID',
  'npz/bad_name_5.npz': 'TENSORS_NAME_INVALID',
  'npz/bad_name_7.npz': 'TENSORS_NAME_INVALID',
  'npz/bad_dup_names.npz': 'TENSORS_NAME_REPEATED',
  'npz/bad_bomb_header_lies.npz': 'TENSORS_ZIP_ENTRY_SIZE',
  'npz/bad_crc.npz': 'TENSORS_ZIP_CHECKSUM',
  'npz/bad_encrypted.npz': 'TENSORS_ZIP_ENCRYPTED',
  'npz/bad_non_npy_entry.npz': 'TENSORS_ZIP_ENTRY_UNEXPECTED',
};

/** What the accepted files hold: name, dtype, shape, order, values (bytes for what is not computed). */
const contents: Readonly<Record<string, readonly unknown[]>> = {
  'safetensors/ok_basic.safetensors': [['test', 'I32', [2, 2], 'C', Array(16).fill(0)]],
  'safetensors/ok_zero_sized.safetensors': [['test', 'I32', [2, 0], 'C', []]],
  'safetensors/ok_ws_leading.safetensors': [],
  'safetensors/ok_empty.safetensors': [],
  'safetensors/ok_fp4.safetensors': [['attn.0', 'F4', [1, 2], 'C', [0]]],
  'safetensors/ok_misaligned_f64.safetensors': [
    ['a', 'U8', [1], 'C', [7]],
    ['b', 'F64', [1], 'C', [1.5]],
  ],
  'safetensors/ok_zero_size_shares_offset.safetensors': [
    ['z', 'F32', [0], 'C', []],
    ['a', 'F32', [1], 'C', [0]],
  ],
  'safetensors/ok_nan_inf.safetensors': [['a', 'F32', [4], 'C', [NaN, NaN, Infinity, -Infinity]]],
  'npy/ok_v1.npy': [['ok_v1', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npy/ok_v3.npy': [['ok_v3', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npy/ok_fortran.npy': [['ok_fortran', 'F32', [2, 2], 'F', [0, -1, 2, -3]]],
  'npy/ok_scalar.npy': [['ok_scalar', 'F32', [], 'C', [0]]],
  'npy/ok_f2.npy': [['ok_f2', 'F16', [4], 'C', [0, -1, 2, -3]]],
  'npy/ok_unpadded_header.npy': [['ok_unpadded_header', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npy/ok_long_ints_py2.npy': [['ok_long_ints_py2', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npy/ok_double_quotes.npy': [['ok_double_quotes', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npz/ok_stored.npz': [['a', 'F32', [4], 'C', [0, -1, 2, -3]]],
  'npz/ok_empty.npz': [],
  'npz/bad_not_zip.npz': [['bad_not_zip.npz', 'F32', [4], 'C', [0, -1, 2, -3]]],
};

async function readAll(path: string): Promise<unknown[]> {
  await using file = await openTensors(path);
  return await Promise.all(
    [...file.tensors.values()].map(async (tensor) => {
      const isComputed = ['F64', 'F32', 'F16'].includes(tensor.dtype);
      const values = isComputed ? await tensor.read() : await tensor.readBytes();
      return [tensor.name, tensor.dtype, [...tensor.shape], tensor.order, [...values]];
    }),
  );
}

describe('the corpus of malformed and odd files', () => {
  for (const file of files) {
    const path = new URL(file.path, folder).pathname;
    if (accepted.has(file.expect)) {
      it(`reads ${file.path} to the right values (${file.why || 'well formed'})`, async () => {
        expect(await readAll(path)).toEqual(contents[file.path]);
      });
    } else {
      it(`refuses ${file.path} (${file.why || 'malformed'})`, async () => {
        expect(await codeOf(() => readAll(path))).toBe(codes[file.path]);
      });
    }
    it(`gives ${file.path} one verdict from disk and from memory`, async () => {
      const bytes = await readFile(path);
      const fromDisk = await codeOf(() => readAll(path));
      const fromMemory = await codeOf(() => openTensors(bytes));
      // Without an extension, a file whose first bytes are of no format is refused for just that.
      if (fromMemory !== 'TENSORS_FORMAT_UNKNOWN') expect(fromMemory).toBe(fromDisk);
      expect(fromMemory === 'accepted').toBe(fromDisk === 'accepted');
    });
  }

  it('reads the two-byte void type as bfloat16 when told so', async () => {
    const path = new URL('npy/ok_bf16_void.npy', folder).pathname;
    await using file = await openTensors(path, { npyVoid2: 'bf16' });
    expect(file.tensor('ok_bf16_void').dtype).toBe('BF16');
    expect([...(await file.tensor('ok_bf16_void').read())]).toEqual([0, 0, 0, 0]);
  });

  it('keeps the payloads of NaN', async () => {
    await using file = await openTensors(
      new URL('safetensors/ok_nan_inf.safetensors', folder).pathname,
    );
    const values = await file.tensor('a').read();
    expect([...new Uint32Array(values.buffer, values.byteOffset, 2)]).toEqual([
      0x7fc00001, 0xffc12345,
    ]);
  });
});
