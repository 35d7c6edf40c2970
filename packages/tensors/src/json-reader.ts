import { TensorsError, count, quote } from './errors.ts';
import { MAX_JSON_DEPTH, MAX_JSON_MEMBERS } from './limits.ts';

/**
 * Reads JSON from left to right, as the caller expects it. `JSON.parse` would hide what a strict reader must see: names
 * that appear twice, 1.0 in place of 1, integers too large to be exact.
 * @throws TENSORS_HEADER_INVALID at the first character that does not fit
 */
export class JsonReader {
  readonly #text: string;
  readonly #what: string;
  #at = 0;

  constructor(bytes: Uint8Array, what: string) {
    this.#what = what;
    try {
      // A byte order mark stays in the text, where it is refused like any other stray character.
      this.#text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (cause) {
      throw new TensorsError('TENSORS_HEADER_INVALID', `${what} is not UTF-8`, { cause });
    }
  }

  /** Calls `readMember` with each name, once; it reads the value. */
  readObject(readMember: (name: string) => void): void {
    this.#expect('{');
    if (this.#accept('}')) return;
    const names = new SeenNames();
    do {
      const name = this.readString();
      if (!names.add(name)) {
        throw new TensorsError(
          'TENSORS_NAME_REPEATED',
          `${this.#what} has the name ${quote(name)} twice`,
        );
      }
      if (names.size > MAX_JSON_MEMBERS) {
        throw new TensorsError(
          'TENSORS_HEADER_TOO_LARGE',
          `${this.#what} has more than ${count(MAX_JSON_MEMBERS)} names in one object; that is the limit`,
        );
      }
      this.#expect(':');
      readMember(name);
    } while (this.#accept(','));
    this.#expect('}');
  }

  /** Calls `readElement` once per element; it reads the value. */
  readArray(readElement: () => void): void {
    this.#expect('[');
    if (this.#accept(']')) return;
    do readElement();
    while (this.#accept(','));
    this.#expect(']');
  }

  /** Reads an array of at most `maxLength` counts. */
  readCounts(maxLength: number): readonly number[] {
    const counts: number[] = [];
    this.readArray(() => {
      if (counts.length === maxLength) throw this.#unexpected(`at most ${maxLength} numbers`);
      counts.push(this.readCount());
    });
    return counts;
  }

  readString(): string {
    this.#skipSpace();
    const start = this.#at;
    if (this.#text[start] !== '"') throw this.#unexpected('a string');
    let end = start + 1;
    let isPlain = true;
    for (
      let code = 0;
      (code = this.#text.charCodeAt(end)) !== QUOTE && end < this.#text.length;
      end++
    ) {
      if (code >= 0x20 && code < 0x7f && code !== BACKSLASH) continue;
      isPlain = false;
      if (code === BACKSLASH) end++;
    }
    this.#at = end + 1;
    if (isPlain && end < this.#text.length) return this.#text.slice(start + 1, end);
    const string = parseString(this.#text.slice(start, this.#at));
    if (string !== undefined) return string;
    this.#at = start;
    throw this.#unexpected('a string');
  }

  /** Digits only: a count, a size or an offset. */
  readCount(): number {
    this.#skipSpace();
    const start = this.#at;
    while (isDigit(this.#text[this.#at])) this.#at++;
    const digits = this.#text.slice(start, this.#at);
    if (digits === '' || (digits.length > 1 && digits.startsWith('0'))) {
      this.#at = start;
      throw this.#unexpected('a non-negative integer');
    }
    const value = Number(digits);
    if (!Number.isSafeInteger(value)) {
      throw new TensorsError(
        'TENSORS_SHAPE_TOO_LARGE',
        `${this.#what} holds ${quote(digits)}; integers below 2^53 are exact`,
      );
    }
    return value;
  }

  /** Steps over any value, nested no deeper than MAX_JSON_DEPTH. */
  skipValue(depth = 0): void {
    if (depth > MAX_JSON_DEPTH)
      throw this.#unexpected(`at most ${MAX_JSON_DEPTH} levels of nesting`);
    this.#skipSpace();
    const first = this.#text[this.#at];
    if (first === '{') return this.readObject(() => this.skipValue(depth + 1));
    if (first === '[') return this.readArray(() => this.skipValue(depth + 1));
    if (first === '"') return void this.readString();
    const start = this.#at;
    while (!' \t\n\r,]}'.includes(this.#text[this.#at] ?? ' ')) this.#at++;
    try {
      JSON.parse(this.#text.slice(start, this.#at));
    } catch {
      this.#at = start;
      throw this.#unexpected('a value');
    }
  }

  expectEnd(): void {
    this.#skipSpace();
    if (this.#at !== this.#text.length) throw this.#unexpected('its end');
  }

  #accept(token: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) throw this.#unexpected(token);
  }

  #skipSpace(): void {
    for (;;) {
      const character = this.#text.charCodeAt(this.#at);
      if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09)
        return;
      this.#at++;
    }
  }

  #unexpected(expected: string): TensorsError {
    const rest = this.#text.slice(this.#at, this.#at + 16);
    return new TensorsError(
      'TENSORS_HEADER_INVALID',
      `${this.#what} has ${rest === '' ? 'its end' : quote(rest)} at character ${this.#at}; expected ${expected}`,
    );
  }
}

/** The names of one object: a list while there are few, as in most objects, then a set. */
class SeenNames {
  readonly #few: string[] = [];
  #many: Set<string> | undefined;

  get size(): number {
    return this.#many?.size ?? this.#few.length;
  }

  /** False when the name was there before. */
  add(name: string): boolean {
    if (this.#many === undefined) {
      if (this.#few.includes(name)) return false;
      if (this.#few.push(name) === FEW) this.#many = new Set(this.#few);
      return true;
    }
    if (this.#many.has(name)) return false;
    this.#many.add(name);
    return true;
  }
}

/** Where searching a list is still faster than making a set; a tensor's own object has three names. */
const FEW = 8;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The value of a string literal, escapes included; undefined when it is not one, or not text that UTF-8 can hold. */
function parseString(literal: string): string | undefined {
  try {
    const string: unknown = JSON.parse(literal);
    return typeof string === 'string' && !hasLoneSurrogate(string) ? string : undefined;
  } catch {
    return undefined;
  }
}

/** Half of a UTF-16 pair has no UTF-8 form, so a text with one could not be written back. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
