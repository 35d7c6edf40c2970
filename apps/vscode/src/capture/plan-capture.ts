import { capturedLayers, type Capture } from '@actigrad/diagnostics';
import { isFloatDType, type Tensor, type TensorSet } from '@actigrad/tensors';
import type { CaptureChoices, TensorEntry } from './report.ts';

/** One layer of a capture, as a capture of its own. */
export interface LayerPlan {
  readonly layer: string;
  /** By the names that diagnostics knows, `<layer>.preactivation` and so on. */
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** What is to be measured of an open file. */
export interface CapturePlan {
  readonly layers: readonly LayerPlan[];
  /** Tensors of floats that belong to no layer. */
  readonly plain: readonly Tensor[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Divides the tensors of a file among layers; one may be declared the preactivations of a layer. */
export function planCapture(file: TensorSet, { preactivations }: CaptureChoices): CapturePlan {
  const floats = new Map([...file.tensors].filter(([, { dtype }]) => isFloatDType(dtype)));
  const declared = preactivations === undefined ? undefined : floats.get(preactivations);
  const layers = declared
    ? [{ layer: declared.name, tensors: new Map([[`${declared.name}.preactivation`, declared]]) }]
    : layersOf({ tensors: floats, metadata: file.metadata });
  const taken = new Set(layers.flatMap(({ tensors }) => [...tensors.values()]));
  return {
    layers,
    plain: [...floats.values()].filter((tensor) => !taken.has(tensor)),
    metadata: file.metadata,
  };
}

function layersOf(capture: Capture & TensorSet): LayerPlan[] {
  return layerNames(capture).map((layer) => ({
    layer,
    tensors: new Map([...capture.tensors].filter(([name]) => name.startsWith(`${layer}.`))),
  }));
}

/** A file without layers is one of plain tensors. */
function layerNames(capture: Capture): string[] {
  try {
    return capturedLayers(capture).map(({ layer }) => layer);
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'DIAGNOSTICS_NO_LAYERS') return [];
    throw thrown;
  }
}

/** Every tensor of a file, also those that are not computed with. */
export function listTensors(file: TensorSet, { layers }: CapturePlan): TensorEntry[] {
  const layerOf = new Map(
    layers.flatMap(({ layer, tensors }) => [...tensors.values()].map((tensor) => [tensor, layer])),
  );
  return [...file.tensors.values()].map((tensor) => ({
    name: tensor.name,
    dtype: tensor.dtype,
    shape: tensor.shape,
    order: tensor.order,
    byteLength: tensor.byteLength,
    layer: layerOf.get(tensor) ?? null,
    isFloat: isFloatDType(tensor.dtype),
  }));
}
