import { readExports, readFunctions } from './read-functions.mjs';

/**
 * Vector instructions for one vector of elements in exported loops of a WebAssembly text module: a
 * measure of their work that is the same on every machine. Loads and stores count, and so does the
 * choice of what is done for rare lanes, but not what is called for them.
 */
export function countInstructions(wat, names) {
  const functions = readFunctions(wat);
  const exports = readExports(wat);
  const countOf = (name) => countVector(functions.get(exports.get(name)));
  return Object.fromEntries(names.map((name) => [name, countOf(name)]));
}

/** Of the loop over rounds of adjacent vectors: the innermost that stores more than one. */
function countVector(text) {
  const rounds = loopsOf(text).map((loop) => ({ loop, stores: count(loop, /\(v128\.store/g) }));
  const round = rounds.findLast(({ stores }) => stores > 1);
  if (!round) throw new Error(`no loop stores several vectors in ${text.slice(0, 80)}`);
  return count(round.loop, /\((?:v128|[fi](?:32x4|64x2))\.(?!const)\w+/g) / round.stores;
}

function count(text, pattern) {
  return text.match(pattern)?.length ?? 0;
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
