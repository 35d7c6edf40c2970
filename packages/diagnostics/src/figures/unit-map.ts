import { heatMap } from '@actigrad/plot';
import type { CapturedTensor } from '../capture.ts';
import { unitLayout } from '../unit-layout.ts';
import { counted, figure, percent } from './cells.ts';
import { activationOf, type ActivationChoice } from './network-snapshot.ts';
import { number, text, type Look, type Picture } from './picture.ts';

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
const rowHeight = 4;
const frameHeight = 76;

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

/**
 * Draws units by samples: ink where the gradient passes, by |slope| as a share of the largest.
 * A unit whose row is blank is dead, and marked.
 */
export function unitMapFigure(
  { layer, unitCount, units, samples, values }: UnitSamples,
  choice: ActivationChoice,
  { palette, ...options }: Look,
): Picture {
  const activation = activationOf(choice);
  const { value } = activation.facts().largestSlope;
  const largest = Number.isFinite(value) ? Math.abs(value) : 1;
  const slopes = activation
    .backward(values, new Float32Array(values.length).fill(1))
    .map((slope) => Math.min(1, Math.abs(slope) / largest));
  const rowOf = (unit: number) => slopes.subarray(unit * samples, (unit + 1) * samples);
  const dead: number[] = [];
  for (let unit = 0; unit < units; unit++)
    if (rowOf(unit).every((slope) => slope === 0)) dead.push(unit);
  const all =
    units < unitCount
      ? `the first ${figure(units)} of ${counted(unitCount, 'unit')}`
      : counted(units, 'unit');
  const words = {
    title: `Where the gradient passes in ${layer}`,
    description:
      `Slopes of ${all} for ${counted(samples, 'sample')}: ` +
      `${percent(slopes.filter((slope) => slope !== 0).length / slopes.length)} are not 0; ` +
      `${figure(dead.length)} units have none${dead.length > 0 ? ' and are marked' : ''}.`,
  };
  const svg = heatMap(
    {
      ...words,
      rows: units,
      columns: samples,
      values: slopes,
      range: [0, 1],
      rowLabel: 'unit',
      columnLabel: 'sample; ink: slope as a share of the largest',
      markedRows: dead,
      markLabel: 'dead',
    },
    palette,
    { height: frameHeight + rowHeight * Math.max(24, units), ...options },
  );
  const rows = Array.from({ length: units }, (_, unit) => {
    const row = rowOf(unit);
    const active = row.filter((slope) => slope !== 0).length / samples;
    const mean = row.reduce((sum, slope) => sum + slope, 0) / samples;
    return [`${unit}`, percent(active), figure(mean), active === 0 ? 'dead' : ''];
  });
  const columns = [number('unit'), number('active samples'), number('mean slope share'), text('')];
  return { ...words, svg, table: { columns, rows } };
}
