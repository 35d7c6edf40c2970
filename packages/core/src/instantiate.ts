import { memory } from './address-space.ts';

/**
 * A compiled module over the one memory; its exports take addresses, counts and numbers. `appended`
 * are sections that follow its own.
 */
export function instantiate(
  base64: string,
  appended: Uint8Array = new Uint8Array(0),
): Record<string, (...numbers: number[]) => number> {
  const module = new WebAssembly.Module(decodeBase64(base64, appended));
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    (...numbers: number[]) => number
  >;
}

/** By a loop: handing each of 300,000 characters to a callback would be most of the import's time. */
function decodeBase64(text: string, appended: Uint8Array): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length + appended.length);
  for (let index = 0; index < characters.length; index++)
    bytes[index] = characters.charCodeAt(index);
  bytes.set(appended, characters.length);
  return bytes;
}
