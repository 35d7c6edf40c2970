import { styleText } from 'node:util';

/** Where a command writes: data to `out`, everything said to a person beside it to `err`. */
export interface Output {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Whether escape codes for colour are understood on `out`. */
  readonly colour: boolean;
}

export type Colour = 'blue' | 'yellow' | 'red' | 'green' | 'bold' | 'dim';

/** Colours a text where colours are understood. Colour never carries the meaning alone. */
export function paint(output: Output, colour: Colour, text: string): string {
  return output.colour ? styleText(colour, text) : text;
}

export function printLine(output: Output, line = ''): void {
  output.out.write(`${line}\n`);
}

export function printJson(output: Output, value: unknown): void {
  printLine(output, JSON.stringify(value, spellNonFinite, 2));
}

/** JSON has no infinities: they are written as words, as are NaN, so that no figure is lost. */
function spellNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Writes data to standard output, no faster than it is read. */
export async function writeStdout(
  pieces: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    // The piece's memory may be used again once it is written.
    await new Promise<void>((resolve, reject) =>
      process.stdout.write(piece, (error) => (error ? reject(error) : resolve())),
    );
  }
}
