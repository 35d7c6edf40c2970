/**
 * Moves the vector literals of a WebAssembly text module into a table at the start of memory, from
 * which each function loads those that it uses into locals, once, at its start.
 *
 * Engines build a vector literal with several instructions, and V8 does so anew in each round of a
 * loop, wherever the literal stands in the module. What has been loaded from memory it keeps in a
 * register, or reloads from the stack with one instruction: sigmoid is twice as fast.
 */

const literal =
  /\(v128\.const i32x4 (0x[\da-f]{8}) (0x[\da-f]{8}) (0x[\da-f]{8}) (0x[\da-f]{8})\)/g;
const functionStart = /\n(?= \(func )/;
const declaration = /^ {2}\(local \$/;

/** @throws if the literals do not fit between the addresses `start` and `end` */
export function tabulateConstants(wat, { start, end: tableEnd }) {
  const addresses = new Map();
  const addressOf = (lanes) => {
    if (!addresses.has(lanes)) addresses.set(lanes, start + addresses.size * 16);
    return addresses.get(lanes);
  };
  const body = wat
    .split(functionStart)
    .map((text) => loadAtStart(text, addressOf))
    .join('\n');
  const end = start + addresses.size * 16;
  if (end > tableEnd) throw new Error(`the constants reach ${end}; the table ends at ${tableEnd}`);
  const bytes = [...addresses.keys()].flatMap((lanes) => lanes.split(' ').flatMap(littleEndian));
  const data = `(data (i32.const ${start}) "${bytes.map((byte) => `\\${byte}`).join('')}")`;
  return body.replace(/\)\s*$/, ` ${data}\n)`);
}

function loadAtStart(text, addressOf) {
  const used = new Set();
  const body = text.replace(literal, (whole, ...lanes) => {
    const key = lanes.slice(0, 4).join(' ');
    // All zeros is a single xor in every engine.
    if (/^(0x0{8} ?){4}$/.test(key)) return whole;
    used.add(addressOf(key));
    return `(local.get $constant${addressOf(key)})`;
  });
  const lines = body.split('\n');
  const firstStatement = lines.findIndex((line, index) => index > 0 && !declaration.test(line));
  lines.splice(
    firstStatement,
    0,
    ...[...used].map((address) => `  (local $constant${address} v128)`),
    ...[...used].map(
      (address) => `  (local.set $constant${address} (v128.load (i32.const ${address})))`,
    ),
  );
  return lines.join('\n');
}

function littleEndian(lane) {
  return lane.slice(2).match(/../g).toReversed();
}
