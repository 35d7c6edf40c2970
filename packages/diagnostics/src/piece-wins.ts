import type { CapturedTensor } from './capture.ts';
import { rangeError } from './errors.ts';
import type { PieceWins } from './layer-statistics.ts';
import { wholeCycles, type UnitLayout } from './unit-layout.ts';

/** @throws RangeError `DIAGNOSTICS_SHAPE` */
export function pieceLayout(
  layer: string,
  { shape, order }: CapturedTensor,
): UnitLayout & { readonly pieces: number } {
  const [samples = 0, units = 0, pieces = 0] = shape;
  if (shape.length === 3 && order === 'C' && samples * units * pieces > 0) {
    return { units, inner: pieces, cycle: units * pieces, samples, pieces };
  }
  throw rangeError(
    'DIAGNOSTICS_SHAPE',
    `${layer}.pieces has shape [${shape.join(', ')}]; it is [samples, units, pieces] in C order`,
  );
}

/** As in a forward pass, the first of equal pieces wins. */
export async function countWins(layer: string, tensor: CapturedTensor): Promise<PieceWins> {
  const layout = pieceLayout(layer, tensor);
  const { units, pieces, cycle } = layout;
  const wins = new Float64Array(cycle);
  for await (const chunk of tensor.chunks({ chunkLength: wholeCycles(layout) })) {
    for (let start = 0; start < chunk.length; start += pieces) {
      let winner = 0;
      for (let piece = 1; piece < pieces; piece++) {
        if (chunk[start + piece]! > chunk[start + winner]!) winner = piece;
      }
      wins[(start % cycle) + winner]!++;
    }
  }
  return { units, pieces, wins };
}
