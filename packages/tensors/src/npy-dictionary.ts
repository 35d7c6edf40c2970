import { TensorsError, quote, type TensorsErrorCode } from './errors.ts';

export interface NpyDictionary {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

const KEYS = ['descr', 'fortran_order', 'shape'];

/**
 * Reads the Python dictionary of an .npy header: exactly the keys descr, fortran_order and shape, in any order. The
 * text comes from a stranger, so it is read token by token by this small grammar and never evaluated.
 */
export function parseNpyDictionary(text: string): NpyDictionary {
  const reader = new LiteralReader(text);
  const found = new Set<string>();
  let descr = '';
  let fortranOrder = false;
  let shape: readonly number[] = [];
  reader.expect('{');
  while (!reader.accept('}')) {
    const key = reader.readString();
    if (!KEYS.includes(key) || found.has(key)) {
      throw new TensorsError(
        'TENSORS_KEYS_INVALID',
        `.npy header has ${found.has(key) ? 'twice ' : ''}the key ${quote(key)}; it holds ${KEYS.join(', ')} once each`,
      );
    }
    found.add(key);
    reader.expect(':');
    if (key === 'descr') descr = reader.readDescr();
    else if (key === 'fortran_order') fortranOrder = reader.readBoolean();
    else shape = reader.readShape();
    if (!reader.accept(',')) {
      reader.expect('}');
      break;
    }
  }
  reader.expectEnd();
  const missing = KEYS.filter((key) => !found.has(key));
  if (missing.length > 0) {
    throw new TensorsError('TENSORS_KEYS_INVALID', `.npy header lacks ${missing.join(', ')}`);
  }
  return { descr, fortranOrder, shape };
}

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  accept(token: string): boolean {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '_')) this.#at++;
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.accept(token)) throw this.#unexpected(token);
  }

  expectEnd(): void {
    this.accept('');
    if (this.#at !== this.#text.length) throw this.#unexpected('its end');
  }

  /** Quoted either way; names and type codes need no escapes, so a backslash is refused. */
  readString(): string {
    const mark = this.accept("'") ? "'" : this.accept('"') ? '"' : undefined;
    if (mark === undefined) throw this.#unexpected('a string');
    const end = this.#text.indexOf(mark, this.#at);
    const string = this.#text.slice(this.#at, end);
    if (end < 0 || string.includes('\\') || string.includes('\n'))
      throw this.#unexpected('a plain string');
    this.#at = end + 1;
    return string;
  }

  readDescr(): string {
    if (this.accept('[')) {
      throw new TensorsError(
        'TENSORS_DTYPE_UNSUPPORTED',
        'dtype is a structure; arrays of one number type are read',
      );
    }
    return this.readString();
  }

  readBoolean(): boolean {
    if (this.accept('True')) return true;
    if (this.accept('False')) return false;
    throw this.#unexpected('True or False');
  }

  /** A tuple: `()`, `(3,)`, `(3, 4)`; in Python `(3)` is a number. */
  readShape(): readonly number[] {
    const shape: number[] = [];
    if (!this.accept('(')) throw this.#unexpected('a tuple', 'TENSORS_SHAPE_INVALID');
    while (!this.accept(')')) {
      shape.push(this.#readDimension());
      if (this.accept(',')) continue;
      if (shape.length === 1)
        throw this.#unexpected('a comma after the only dimension', 'TENSORS_SHAPE_INVALID');
      if (this.accept(')')) break;
      throw this.#unexpected('a comma', 'TENSORS_SHAPE_INVALID');
    }
    return shape;
  }

  /** Digits; Python 2 marked long integers with an L. */
  #readDimension(): number {
    this.accept('');
    const start = this.#at;
    while (isDigit(this.#text[this.#at])) this.#at++;
    const digits = this.#text.slice(start, this.#at);
    if (digits === '' || (digits.length > 1 && digits.startsWith('0'))) {
      this.#at = start;
      throw this.#unexpected('a non-negative integer', 'TENSORS_SHAPE_INVALID');
    }
    if (this.#text[this.#at] === 'L') this.#at++;
    const dimension = Number(digits);
    if (!Number.isSafeInteger(dimension)) {
      throw new TensorsError(
        'TENSORS_SHAPE_TOO_LARGE',
        `shape holds ${quote(digits)}; integers below 2^53 are exact`,
      );
    }
    return dimension;
  }

  #unexpected(expected: string, code: TensorsErrorCode = 'TENSORS_HEADER_INVALID'): TensorsError {
    const rest = this.#text.slice(this.#at, this.#at + 16);
    return new TensorsError(
      code,
      `.npy header has ${rest === '' ? 'its end' : quote(rest)} at character ${this.#at}; expected ${expected}`,
    );
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}
