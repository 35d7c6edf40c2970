import { freemem } from 'node:os';

const mostBytes = 2 ** 30;
const pieceBytes = 2 ** 26;
const pageBytes = 4096;

/**
 * Takes the scattered free pages of the machine, and keeps them until the result is dropped.
 *
 * A system that has run for a while first hands out single pages between others in use. Whoever
 * allocates first gets those, and is up to 1.2 times as slow over 16 Mi elements as who comes later
 * and gets neighbours, which processors can translate together (AMD since Zen). So all shall get neighbours.
 */
export function takeScatteredMemory(): Uint8Array[] {
  const bytes = Math.min(mostBytes, freemem() / 8);
  return Array.from({ length: Math.floor(bytes / pieceBytes) }, () => {
    const piece = new Uint8Array(pieceBytes);
    for (let page = 0; page < pieceBytes; page += pageBytes) piece[page] = 1;
    return piece;
  });
}
