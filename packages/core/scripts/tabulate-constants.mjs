/**
 * Moves the vector literals of a WebAssembly text module into a table at the start of memory.
 *
 * V8 builds a `v128.const` from immediates with several instructions each time it is met; a load
 * from a fixed address is one. Equal literals share one entry.
 */

/** Addresses below this are left alone: 0 stays a null pointer. */
const tableStart = 16;

const literal = /\(v128\.const i32x4 (0x[\da-f]{8}) (0x[\da-f]{8}) (0x[\da-f]{8}) (0x[\da-f]{8})\)/g;

/** @throws if the literals do not fit below `tableEnd` bytes */
export function tabulateConstants(wat, tableEnd) {
  const addresses = new Map();
  const body = wat.replace(literal, (whole, ...lanes) => {
    const key = lanes.slice(0, 4).join(' ');
    // All zeros is a single xor in every engine.
    if (/^(0x0{8} ?){4}$/.test(key)) return whole;
    if (!addresses.has(key)) addresses.set(key, tableStart + addresses.size * 16);
    return `(v128.load (i32.const ${addresses.get(key)}))`;
  });
  const end = tableStart + addresses.size * 16;
  if (end > tableEnd) throw new Error(`the constants take ${end} bytes; the table ends at ${tableEnd}`);
  const bytes = [...addresses.keys()].flatMap((key) => key.split(' ').flatMap(littleEndian));
  const data = `(data (i32.const ${tableStart}) "${bytes.map((byte) => `\\${byte}`).join('')}")`;
  return body.replace(/\)\s*$/, ` ${data}\n)`);
}

function littleEndian(lane) {
  return lane.slice(2).match(/../g).reverse();
}
