import type { CapturedTensor } from '../capture.ts';
import { unitLayout } from '../unit-layout.ts';

/** Preactivations of some units for some samples, in plain data. */
export interface UnitSamples {
  readonly layer: string;
  /** Units in the layer; those drawn are the first. */
  readonly unitCount: number;
  readonly units: number;
  readonly samples: number;
  /** Row by row: unit u, sample s at u · samples + s. */
  readonly values: Float32Array;
}

/** As many units and samples as a figure can show, px for px. */
const unitsMax = 96;
const samplesMax = 96;
/** Numbers read at a time. */
const chunkLength = 2 ** 16;

/**
 * Reads the first units and samples of a layer's preactivations, and no further in the tensor than
 * they reach.
 *
 * @throws RangeError `DIAGNOSTICS_SHAPE`
 */
export async function sampleUnits(
  layer: string,
  tensor: CapturedTensor,
  unitAxis?: number,
): Promise<UnitSamples> {
  const layout = unitLayout(layer, tensor, unitAxis);
  const units = Math.min(unitsMax, layout.units);
  const samples = Math.min(samplesMax, layout.samples);
  const values = new Float32Array(units * samples).fill(NaN);
  let offset = 0;
  for await (const chunk of tensor.chunks({ chunkLength })) {
    for (const value of chunk) {
      const unit = Math.floor((offset % layout.cycle) / layout.inner);
      const sample = Math.floor(offset / layout.cycle) * layout.inner + (offset % layout.inner);
      if (unit < units && sample < samples) values[unit * samples + sample] = value;
      offset++;
    }
    if (offset >= Math.ceil(samples / layout.inner) * layout.cycle) break;
  }
  return { layer, unitCount: layout.units, units, samples, values };
}
