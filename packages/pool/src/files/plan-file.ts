import {
  byteLengthOf,
  isFloatDType,
  type ByteOrder,
  type DType,
  type Tensor,
} from '@actigrad/tensors';
import {
  TensorsError,
  layOutFile,
  type FileLayout,
  type NamedLayout,
  type TensorFile,
  type TensorFormat,
} from '@actigrad/tensors/node';
import { rangeError } from '../errors.ts';
import { chunkBytes } from './chunk-task.ts';
import { sectorBytes } from './direct-writer.ts';
import { createSelector } from './select-names.ts';

export interface PlanOptions {
  readonly format: TensorFormat;
  readonly select?: string | readonly string[];
  readonly others?: 'copy' | 'drop';
  /** Of the tensors that are selected; by default their own. */
  readonly dtype?: DType;
  readonly npyVoid2?: 'bf16';
  /** Whether the selected tensors are computed, and not only copied or converted. */
  readonly isComputed: boolean;
}

/** A tensor of the output: where it comes from and where it goes. */
export interface Part {
  readonly x: Tensor;
  readonly dy?: Tensor;
  readonly isSelected: boolean;
  readonly target: { readonly dtype: DType; readonly byteOrder: ByteOrder };
  /** In which elements are computed and written; the input may have another. */
  readonly order: 'C' | 'F';
  readonly position: number;
  readonly chunkElements: number;
  /** Elements that the first chunk has more, so that all others begin at the bound of a sector. */
  readonly firstExtra: number;
  /** Chunks are counted through the whole file. */
  readonly firstChunk: number;
  readonly chunks: number;
}

export interface FilePlan {
  readonly layout: FileLayout;
  readonly parts: readonly Part[];
  readonly chunks: number;
  readonly selected: number;
}

/**
 * Decides what goes where, before anything is allocated or written.
 *
 * @throws RangeError `POOL_NOTHING_SELECTED`, `POOL_MISMATCH`, `TENSORS_DTYPE_NOT_FLOAT`, `TENSORS_LAYOUT_UNSUPPORTED`
 */
export function planFile(
  x: TensorFile,
  dy: TensorFile | undefined,
  options: PlanOptions,
): FilePlan {
  const isSelected = createSelector(options.select);
  const selected = new Set([...x.tensors.keys()].filter(isSelected));
  const written = [...x.tensors.values()].filter(
    ({ name }) => selected.has(name) || options.others !== 'drop',
  );
  for (const name of selected) {
    const tensor = x.tensor(name);
    if (options.isComputed || options.dtype !== undefined) requireFloats(tensor);
  }
  const layout = layOutFile(
    options.format,
    written.map((tensor) => layoutOf(tensor, selected.has(tensor.name), options)),
    { metadata: x.metadata, ...(options.npyVoid2 && { npyVoid2: options.npyVoid2 }) },
  );
  let chunks = 0;
  const parts = layout.tensors.map(({ name, dtype, byteOrder, order, position }): Part => {
    const source = x.tensor(name);
    const gradient = dy && selected.has(name) ? gradientOf(source, x, dy) : undefined;
    const chunkElements = elementsOf(source.dtype, dtype);
    const firstExtra = elementsToSector(position, dtype);
    const part = {
      x: source,
      ...(gradient && { dy: gradient }),
      isSelected: selected.has(name),
      target: { dtype, byteOrder },
      order: hasOneOrder(source.shape) ? source.order : order,
      position,
      chunkElements,
      firstExtra,
      firstChunk: chunks,
      chunks: Math.ceil(
        Math.max(source.length - firstExtra, Math.min(source.length, 1)) / chunkElements,
      ),
    };
    chunks += part.chunks;
    return part;
  });
  return { layout, parts, chunks, selected: selected.size };
}

/** Elements of the tensor before a chunk of it, and in it. */
export function rangeOf(
  { x, chunkElements, firstExtra, chunks }: Part,
  chunk: number,
): { readonly start: number; readonly length: number } {
  const startOf = (index: number): number => (index === 0 ? 0 : index * chunkElements + firstExtra);
  const end = chunk + 1 === chunks ? x.length : startOf(chunk + 1);
  return { start: startOf(chunk), length: end - startOf(chunk) };
}

/** @throws RangeError `POOL_NOTHING_SELECTED` */
export function requireSelection(
  names: Iterable<string>,
  select: string | readonly string[] | undefined,
  path: string,
): void {
  if (select === undefined || [...names].some(createSelector(select))) return;
  const shown = [...names].slice(0, 5).join(', ');
  throw rangeError(
    'POOL_NOTHING_SELECTED',
    `${path} has no tensor called ${[select].flat().join(' or ')}; it has ${shown || 'none at all'}`,
  );
}

export function requireFloats({ name, dtype }: Tensor): void {
  if (isFloatDType(dtype)) return;
  throw new TensorsError(
    'TENSORS_DTYPE_NOT_FLOAT',
    `tensor "${name}" is ${dtype}; F64, F32, F16 and BF16 are computed: select others by name`,
  );
}

function layoutOf(tensor: Tensor, isSelected: boolean, options: PlanOptions): NamedLayout {
  const { name, shape, order } = tensor;
  const dtype = (isSelected && options.dtype) || tensor.dtype;
  // Only arrays of NumPy have a byte order, and an order of elements, of their own.
  const byteOrder = options.format === 'safetensors' ? 'little' : tensor.byteOrder;
  const isRowByRow = options.format === 'safetensors' || hasOneOrder(shape);
  return { name, dtype, shape, order: isRowByRow ? 'C' : order, byteOrder };
}

function hasOneOrder(shape: readonly number[]): boolean {
  return shape.filter((size) => size !== 1).length < 2;
}

/** The gradient of the same name, or the only one of a file with one. */
function gradientOf(x: Tensor, from: TensorFile, file: TensorFile): Tensor {
  const [only] = file.tensors.values();
  const isAlone = from.tensors.size === 1 && file.tensors.size === 1;
  const dy = isAlone && only ? only : file.tensor(x.name);
  const differ = (what: string, got: string, expected: string): RangeError =>
    rangeError(
      'POOL_MISMATCH',
      `the ${what} of the gradient of "${x.name}" is ${got}; that of the input is ${expected}`,
    );
  if (dy.dtype !== x.dtype) throw differ('dtype', dy.dtype, x.dtype);
  const [got, expected] = [dy.shape, x.shape].map((shape) => `[${shape.join(', ')}]`);
  if (got !== expected) throw differ('shape', `${got}`, `${expected}`);
  if (dy.order !== x.order && !hasOneOrder(x.shape)) throw differ('order', dy.order, x.order);
  if (dy.byteOrder !== x.byteOrder) throw differ('byte order', dy.byteOrder, x.byteOrder);
  return dy;
}

/** As many as fit in the buffers as they are stored, computed and stored again; a multiple of a cache line. */
function elementsOf(source: DType, target: DType): number {
  const values: DType = isFloatDType(source) ? (source === 'F64' ? 'F64' : 'F32') : source;
  const widest = Math.max(...[source, values, target].map((dtype) => byteLengthOf(dtype, 8)));
  return (chunkBytes * 8) / widest;
}

/** So many elements lie from a position up to the next bound of a sector; 0 if it is no place for their values. */
function elementsToSector(position: number, dtype: DType): number {
  const bytes = -position & (sectorBytes - 1);
  const elements = (bytes * 8) / byteLengthOf(dtype, 8);
  return position % 8 === 0 && Number.isInteger(elements) ? elements : 0;
}
