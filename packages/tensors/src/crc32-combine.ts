/** The polynomial of zip and zlib, with its bits reversed. */
const POLYNOMIAL = 0xedb88320;

/**
 * The CRC-32 of two pieces after each other, from the CRC-32 of each and the length of the second: pieces may then be
 * computed in any order. A CRC is a linear function of the bits before it, so running over n zero bytes is a 32 x 32
 * matrix over two elements, and over 2n bytes its square.
 * @see https://github.com/madler/zlib (`crc32_combine`)
 */
export function combineCrc32(first: number, second: number, secondBytes: number): number {
  let crc = first;
  let power = oneZeroByte();
  for (let bytes = secondBytes; bytes > 0; bytes = Math.floor(bytes / 2)) {
    if (bytes % 2 === 1) crc = multiply(power, crc);
    power = power.map((column) => multiply(power, column));
  }
  return (crc ^ second) >>> 0;
}

/** Column i is what bit i of a CRC becomes. */
type Matrix = readonly number[];

function multiply(matrix: Matrix, vector: number): number {
  let product = 0;
  for (let bit = 0; bit < 32; bit++) if ((vector >>> bit) & 1) product ^= matrix[bit] ?? 0;
  return product >>> 0;
}

/** One bit shifts all others down by one, and out of the lowest comes the polynomial; a byte is eight of them. */
function oneZeroByte(): Matrix {
  let power: Matrix = Array.from({ length: 32 }, (_, bit) =>
    bit === 0 ? POLYNOMIAL : (1 << (bit - 1)) >>> 0,
  );
  for (let squaring = 0; squaring < 3; squaring++) {
    const matrix = power;
    power = matrix.map((column) => multiply(matrix, column));
  }
  return power;
}
