import { capturedLayers, type Capture } from './capture.ts';
import { diagnose } from './diagnose.ts';
import { rangeError } from './errors.ts';
import {
  snapshotNetwork,
  snapshotSeries,
  type NetworkSnapshot,
  type SeriesSnapshot,
} from './figures/network-snapshot.ts';
import { sampleUnits, type UnitSamples } from './figures/unit-samples.ts';
import type { InspectOptions } from './inspect.ts';
import type { NetworkStatistics } from './layer-statistics.ts';
import { measureCapture } from './measure.ts';
import type { Finding } from './rule.ts';
import { SeriesRecorder } from './series.ts';

/** All that a report tells of a network, in plain data. */
export interface Examination {
  /** The last step. */
  readonly network: NetworkSnapshot;
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** The steps up to it; null for a single capture. */
  readonly series: SeriesSnapshot | null;
  /** Preactivations of some units and samples of the last step, layer by layer. */
  readonly units: readonly UnitSamples[];
}

/**
 * Measures one capture, or several of one network in increasing order of step, and judges the last
 * by all. A capture may be let go of once the next but one is asked for.
 *
 * @throws RangeError as `inspectSeries`
 */
export async function examine(
  captures: AsyncIterable<Capture> | Iterable<Capture>,
  options: InspectOptions = {},
): Promise<Examination> {
  const recorder = new SeriesRecorder();
  let previous: Capture | undefined;
  let network: NetworkStatistics | undefined;
  let units: UnitSamples[] = [];
  for await (const capture of captures) {
    network = await measureCapture(capture, previous ? { ...options, previous } : options);
    recorder.add(network);
    units = await sampleLayers(capture, options.unitAxis);
    previous = capture;
  }
  if (!network)
    throw rangeError('DIAGNOSTICS_NO_LAYERS', 'the series has no captures; it needs one');
  const { series } = recorder;
  const isSeries = series.steps.length > 1;
  return {
    network: snapshotNetwork(network),
    findings: diagnose(isSeries ? { network, series } : { network }, options),
    series: isSeries ? snapshotSeries(series) : null,
    units,
  };
}

async function sampleLayers(capture: Capture, unitAxis?: number): Promise<UnitSamples[]> {
  const sampled: UnitSamples[] = [];
  for (const { layer, tensors } of capturedLayers(capture)) {
    if (tensors.preactivation)
      sampled.push(await sampleUnits(layer, tensors.preactivation, unitAxis));
  }
  return sampled;
}
