import { memory } from './address-space.ts';

/** A compiled module over the one memory; its exports take addresses, counts and numbers. */
export function instantiate(base64: string): Record<string, (...numbers: number[]) => number> {
  const module = new WebAssembly.Module(decodeBase64(base64));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    (...numbers: number[]) => number
  >;
}

/** By a loop: handing each of 300,000 characters to a callback would be most of the import's time. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
}
