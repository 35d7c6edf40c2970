import { readExports, readFunctions } from './read-functions.mjs';

/**
 * Vector instructions for one vector of elements in exported loops of a WebAssembly text module: a
 * measure of their work that is the same on every machine. Loads and stores count, and so does the
 * choice of what is done for rare lanes, but not what is called for them.
 */
export function countInstructions(wat, names) {
  const functions = readFunctions(wat);
  const exports = readExports(wat);
  const countOf = (name) => countPair(functions.get(exports.get(name))) / 2;
  return Object.fromEntries(names.map((name) => [name, countOf(name)]));
}

/** Of one round of the loop over pairs of vectors: the innermost that stores two. */
function countPair(text) {
  const pair = loopsOf(text).find((loop) => loop.match(/\(v128\.store/g)?.length === 2);
  if (!pair) throw new Error(`no loop stores a pair of vectors in ${text.slice(0, 80)}`);
  return pair.match(/\((?:v128|[fi](?:32x4|64x2))\.(?!const)\w+/g).length;
}

function loopsOf(text) {
  return [...text.matchAll(/\(loop /g)].map(({ index }) => {
    let depth = 0;
    let end = index;
    do depth += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
    while (++end < text.length && depth > 0);
    return text.slice(index, end);
  });
}
