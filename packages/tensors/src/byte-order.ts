import type { ByteOrder } from './dtype.ts';

/** The byte order of typed arrays on this machine. */
export const hostByteOrder: ByteOrder =
  new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'little' : 'big';
