import { createHash } from 'node:crypto';
import { readExports, readFunctions } from './read-functions.mjs';

/**
 * A hash for each exported function of a WebAssembly text module, of what it computes: its own
 * instructions with their literals, those of the functions that it calls and, if it calls any, the
 * static data that these may read. Names and numbers that depend on the rest of the module are left
 * out, so that a change elsewhere leaves the hash as it is.
 */
export function hashKernels(wat) {
  const functions = readFunctions(wat);
  const data = [...wat.matchAll(/\n \(data .*/g)].map(([text]) => text).join('');
  const hashes = [...readExports(wat)].map(([exported, name]) => {
    const reached = reach(name, functions);
    const hash = createHash('sha256').update(reached.map(withoutNames).join(''));
    if (reached.length > 1) hash.update(data);
    return [exported, hash.digest('hex').slice(0, 16)];
  });
  return Object.fromEntries(hashes);
}

/** Texts of a function and of all that it calls, each once. */
function reach(name, functions, found = new Map()) {
  if (found.has(name)) return [];
  const text = functions.get(name);
  found.set(name, text);
  for (const [, called] of text.matchAll(/\(call (\S+)/g)) reach(called, functions, found);
  return [...found.values()];
}

/** Locals and labels are numbered through the module: here by their first place in the function. */
function withoutNames(text) {
  const numbers = new Map();
  return text
    .replace(/^\n \(func \S+/, '')
    .replace(/\(type \S+\)/g, '')
    .replace(/(call|global\.[gs]et) (\S+)|\$[^\s()]+/g, (whole, instruction) => {
      if (instruction) return whole;
      if (!numbers.has(whole)) numbers.set(whole, numbers.size);
      return `$${numbers.get(whole)}`;
    });
}
