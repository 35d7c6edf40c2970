/**
 * Numbers from N(0, 1), the same for the same seed everywhere: sfc32 for the bits, Marsaglia's
 * polar method for the shape.
 *
 * @see Doty-Humphrey, PractRand, sfc; Marsaglia, Bray 1964, doi 10.1137/1006063
 */
export function normalNumbers(seed: number): () => number {
  const uniform = uniformNumbers(seed);
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = NaN;
      return kept;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  };
}

/** Numbers from 0 to 1, 1 excluded, the same for the same seed everywhere: sfc32. */
export function uniformNumbers(seed: number): () => number {
  let [a, b, c, counter] = [0, Math.floor(seed / 2 ** 32) | 0, seed | 0, 1];
  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }
  // The generator's author discards this many numbers so that near seeds lose their likeness.
  for (let round = 0; round < 15; round++) next();
  return next;
}
