import type { Capture } from './capture.ts';
import { diagnose, type DiagnoseOptions } from './diagnose.ts';
import { rangeError } from './errors.ts';
import { layerFigures, type LayerFigures } from './layer-figures.ts';
import type { NetworkStatistics } from './layer-statistics.ts';
import { measureCapture, type MeasureOptions } from './measure.ts';
import type { Finding } from './rule.ts';
import { SeriesRecorder, type Series } from './series.ts';

export interface InspectOptions extends MeasureOptions, DiagnoseOptions {}

/** What a capture shows: plain data, ready for JSON. */
export interface Inspection {
  readonly layers: readonly LayerFigures[];
  readonly findings: readonly Finding[];
}

/**
 * Measures a captured network and says what is wrong with it. Takes what `openTensors` of
 * `@actigrad/tensors` gives, or any map of tensors.
 *
 * @throws RangeError `DIAGNOSTICS_NO_LAYERS`, `DIAGNOSTICS_ACTIVATION_UNKNOWN`,
 * `DIAGNOSTICS_SHAPE`, `DIAGNOSTICS_OPTION`
 */
export async function inspectCapture(
  capture: Capture,
  options: InspectOptions = {},
): Promise<Inspection> {
  const network = await measureCapture(capture, options);
  return { layers: network.layers.map(layerFigures), findings: diagnose({ network }, options) };
}

/** What a series of captures shows: the last step, and how it came to be so. */
export interface SeriesInspection extends Inspection {
  readonly series: Series;
}

/**
 * Measures captures step by step, in increasing order, and judges the last one by all. A capture
 * may be let go of once the next but one is asked for.
 *
 * @throws RangeError as `inspectCapture`, and `DIAGNOSTICS_STEP`
 */
export async function inspectSeries(
  captures: AsyncIterable<Capture> | Iterable<Capture>,
  options: InspectOptions = {},
): Promise<SeriesInspection> {
  const recorder = new SeriesRecorder();
  let previous: Capture | undefined;
  let network: NetworkStatistics | undefined;
  for await (const capture of captures) {
    network = await measureCapture(capture, previous ? { ...options, previous } : options);
    recorder.add(network);
    previous = capture;
  }
  if (!network)
    throw rangeError('DIAGNOSTICS_NO_LAYERS', 'the series has no captures; it needs one');
  const { series } = recorder;
  return {
    layers: network.layers.map(layerFigures),
    findings: diagnose({ network, series }, options),
    series,
  };
}
