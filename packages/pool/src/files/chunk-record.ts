/** How a journal says of a chunk that it is whole: its CRC-32, and 1; all zero before. */
export const recordBytes = 8;

export function encodeRecord(crc32: number): Uint8Array {
  const bytes = new Uint8Array(recordBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, crc32, true);
  view.setUint32(4, 1, true);
  return bytes;
}

/** The checksum of a chunk that is whole. */
export function decodeRecord(records: DataView, chunk: number): number | undefined {
  const at = chunk * recordBytes;
  return records.getUint32(at + 4, true) === 1 ? records.getUint32(at, true) : undefined;
}
