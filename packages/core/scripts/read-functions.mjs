/** Texts of the functions of a WebAssembly text module by name. */
export function readFunctions(wat) {
  return new Map(
    [...wat.matchAll(/\n \(func (\S+)[^]*?\n \)/g)].map(([text, name]) => [name, text]),
  );
}

/** Names of its functions by that of their export; equal functions are one. */
export function readExports(wat) {
  return new Map(
    [...wat.matchAll(/\(export "(\w+)" \(func (\S+)\)\)/g)].map(([, exported, name]) => [
      exported,
      name,
    ]),
  );
}
