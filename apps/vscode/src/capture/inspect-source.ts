import {
  SeriesRecorder,
  type Capture,
  type CapturedTensor,
  type LayerStatistics,
} from '@actigrad/diagnostics';
import { dtypeBits, type Tensor } from '@actigrad/tensors';
import type { TensorFile } from '@actigrad/tensors/node';
import { diagnoseByPreset, isMeasured, measureLayers } from './measure-layers.ts';
import { measurePlain } from './measure-plain.ts';
import { findFiles, type CaptureFile } from './open-source.ts';
import { listTensors, planCapture, type CapturePlan, type LayerPlan } from './plan-capture.ts';
import { previewCapture } from './preview-capture.ts';
import type {
  CaptureChoices,
  CaptureSource,
  LayerProblem,
  LayerView,
  NetworkView,
  OnCaptureEvent,
} from './report.ts';
import { viewLayer, viewTensor } from './view-layer.ts';
import { watchTensor, type Watch } from './watch-tensor.ts';

/** Smaller files are measured as a whole before a preview would be looked at. */
const previewBytes = 2 ** 24;
/** Progress is told at most so often: the eye follows no more. */
const progressEveryMs = 100;

/**
 * Reads a capture and tells what it finds as it finds it: the header, figures of a sample, then of
 * every layer, then what is wrong.
 *
 * @throws TensorsError for a broken file; the reason of the signal
 */
export async function inspectSource(
  source: CaptureSource,
  choices: CaptureChoices,
  onEvent: OnCaptureEvent,
  signal: AbortSignal,
): Promise<void> {
  const { isSeries, files } = await findFiles(source);
  const totalBytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let readBytes = 0;
  let toldAt = -Infinity;
  const watch: Watch = {
    signal,
    onBytes(byteLength) {
      readBytes = Math.min(totalBytes, readBytes + byteLength);
      if (performance.now() < toldAt + progressEveryMs) return;
      toldAt = performance.now();
      onEvent({ kind: 'progress', readBytes, totalBytes });
    },
  };
  const inspection = { choices, onEvent, watch, files, totalBytes };
  await (isSeries ? inspectSeries(inspection) : inspectOne(inspection));
  onEvent({ kind: 'progress', readBytes: totalBytes, totalBytes });
  onEvent({ kind: 'done' });
}

interface Inspection {
  readonly choices: CaptureChoices;
  readonly onEvent: OnCaptureEvent;
  readonly watch: Watch;
  readonly files: readonly CaptureFile[];
  readonly totalBytes: number;
}

async function inspectOne(inspection: Inspection): Promise<void> {
  const { choices, onEvent, watch, files, totalBytes } = inspection;
  await using file = await files[0]!.open();
  const plan = planCapture(file, choices);
  tellOpened(file, plan, inspection, []);
  if (totalBytes > previewBytes) onEvent(await previewCapture(plan, choices, watch.signal));

  const { network, unmeasured } = await measureNetwork(plan, inspection);
  if (plan.layers.length > 0) onEvent({ kind: 'network', index: 0, network });
  for (const tensor of [...unmeasured, ...plan.plain]) {
    const statistics = await measurePlain(watched(tensor, watch));
    onEvent({ kind: 'tensor', figures: viewTensor(tensor.name, statistics) });
  }
  await file.verifyUnchanged();
}

async function inspectSeries(inspection: Inspection): Promise<void> {
  const { choices, onEvent, files, watch } = inspection;
  const recorder = new SeriesRecorder();
  let previous: TensorFile | undefined;
  try {
    for (const [index, step] of files.entries()) {
      const file = await step.open();
      const before = previous;
      previous = file;
      const plan = planCapture(file, choices);
      if (index === 0) {
        tellOpened(
          file,
          plan,
          inspection,
          files.map(({ name }) => name),
        );
      }
      const { network } = await measureNetwork(
        plan,
        inspection,
        recorder,
        before && capture(before, watch),
      );
      onEvent({ kind: 'network', index, network });
      await file.verifyUnchanged();
      await before?.close();
    }
  } finally {
    await previous?.close();
  }
}

/** A capture whose reading can be broken off, but is not counted: it was, as a step of its own. */
function capture({ tensors, metadata }: TensorFile, { signal }: Watch): Capture {
  const watch = { signal, onBytes: () => {} };
  const read = [...tensors].map(([name, tensor]) => [name, watched(tensor, watch)] as const);
  return { tensors: new Map(read), metadata };
}

async function measureNetwork(
  plan: CapturePlan,
  { choices, onEvent, watch, files }: Inspection,
  recorder?: SeriesRecorder,
  previous?: Capture,
): Promise<{ network: NetworkView; unmeasured: Tensor[] }> {
  const layers: LayerStatistics[] = [];
  const views: LayerView[] = [];
  const problems: LayerProblem[] = [];
  const unmeasured: Tensor[] = [];
  let step: number | null = null;
  const read = ({ tensors }: LayerPlan): ReadonlyMap<string, CapturedTensor> =>
    new Map([...tensors].map(([name, tensor]) => [name, watched(tensor, watch)]));
  for await (const measured of measureLayers(plan, read, choices, previous)) {
    const { result } = measured;
    if (isMeasured(result)) {
      layers.push(result);
      step ??= measured.step;
      const inputs = measured.plan.tensors.get(`${result.layer}.preactivation`);
      const view = await viewLayer(result, inputs, choices.unitAxis);
      views.push(view);
      if (files.length === 1) onEvent({ kind: 'layer', layer: view });
    } else {
      problems.push(result);
      unmeasured.push(...measured.plan.tensors.values());
    }
  }
  const network = { step, layers };
  recorder?.add(network);
  const series = recorder?.series;
  const evidence = series ? { network, series } : { network };
  const deaths = [...(series?.layers ?? [])].map(
    ([layer, { deaths: dead }]) =>
      [layer, dead.map(({ unit, step: since }) => ({ unit, step: since }))] as const,
  );
  return {
    network: {
      step,
      layers: views,
      problems,
      findings: diagnoseByPreset(evidence),
      deaths: Object.fromEntries(deaths),
    },
    unmeasured,
  };
}

function watched(tensor: Tensor, watch: Watch): CapturedTensor {
  return watchTensor(tensor, dtypeBits[tensor.dtype] / 8, watch);
}

function tellOpened(
  file: TensorFile,
  plan: CapturePlan,
  { onEvent, totalBytes }: Inspection,
  steps: readonly string[],
): void {
  onEvent({
    kind: 'opened',
    format: file.format,
    byteLength: totalBytes,
    steps,
    tensors: listTensors(file, plan),
    metadata: Object.fromEntries(file.metadata),
    layers: plan.layers.map(({ layer }) => layer),
  });
}
