import type { CapturedTensor, LayerStatistics } from '@actigrad/diagnostics';
import type { Tensor } from '@actigrad/tensors';
import { diagnoseByPreset, isMeasured, measureLayers } from './measure-layers.ts';
import { measurePlain } from './measure-plain.ts';
import type { CapturePlan, LayerPlan } from './plan-capture.ts';
import type { CaptureChoices, CaptureEvent, LayerView } from './report.ts';
import { sampleTensor } from './sample-tensor.ts';
import { viewLayer, viewTensor } from './view-layer.ts';

/** A preview ends after this time, with what it has by then: the first figures come within 2 s. */
const previewMs = 800;
/** Values of a tensor that are enough for its mean and spread: 1 % of error at 10,000. */
const sampleLength = 2 ** 16;
/** A row that is longer would take a tenth of a second by itself. */
const mostElements = 2 ** 22;
/** Samples that a dead unit takes to be sure of; see the rule. */
const leastRows = 64;

/** Figures of some samples of every tensor, within a second or so. */
export async function previewCapture(
  plan: CapturePlan,
  choices: CaptureChoices,
  signal: AbortSignal,
): Promise<CaptureEvent> {
  const deadline = performance.now() + previewMs;
  const inTime = (): boolean => {
    signal.throwIfAborted();
    return performance.now() < deadline;
  };
  const count = { read: 0, total: 0 };
  for (const tensor of tensorsOf(plan)) count.total += tensor.length;

  // The same rows of every layer, so that their gradients compare.
  const rowCount = commonRowCount(plan);
  const layers = plan.layers.filter(
    (layer) => choices.unitAxis !== 0 && sampleLayer(layer, rowCount) !== undefined,
  );
  const statistics: LayerStatistics[] = [];
  const views: LayerView[] = [];
  let step: number | null = null;
  const read = (layer: LayerPlan): ReadonlyMap<string, CapturedTensor> =>
    sampleLayer(layer, rowCount)!;
  for await (const each of measureLayers({ ...plan, layers }, read, choices)) {
    const { result } = each;
    if (isMeasured(result)) {
      const inputs = each.plan.tensors.get(`${result.layer}.preactivation`);
      statistics.push(result);
      views.push(await viewLayer(result, inputs, choices.unitAxis));
      step ??= each.step;
    }
    for (const sample of read(each.plan).values()) count.read += lengthOf(sample);
    if (!inTime()) break;
  }

  const tensors = [];
  for (const tensor of plan.plain) {
    if (!inTime()) break;
    const rows = Math.ceil(sampleLength / rowLengthOf(tensor));
    const sample = sampleTensor(tensor, rows, mostElements);
    if (!sample) continue;
    tensors.push(viewTensor(tensor.name, await measurePlain(sample)));
    count.read += lengthOf(sample);
  }
  const network = statistics.length > 0 && {
    step,
    layers: views,
    problems: [],
    findings: diagnoseByPreset({ network: { step, layers: statistics } }),
    deaths: {},
  };
  return { kind: 'preview', ...count, network: network || null, tensors };
}

function tensorsOf({ layers, plain }: CapturePlan): Tensor[] {
  return [...layers.flatMap(({ tensors }) => [...tensors.values()]), ...plain];
}

function commonRowCount({ layers }: CapturePlan): number {
  const lengths = layers.flatMap(({ tensors }) => [...tensors.values()].map(rowLengthOf));
  return Math.max(leastRows, Math.floor(sampleLength / Math.max(1, ...lengths)));
}

function sampleLayer(
  { tensors }: LayerPlan,
  rowCount: number,
): ReadonlyMap<string, CapturedTensor> | undefined {
  const samples = new Map<string, CapturedTensor>();
  for (const [name, tensor] of tensors) {
    const sample = sampleTensor(tensor, rowCount, mostElements);
    if (!sample) return undefined;
    samples.set(name, sample);
  }
  return samples;
}

function rowLengthOf({ shape, length }: Tensor): number {
  return Math.max(1, length / Math.max(1, shape[0] ?? 1));
}

function lengthOf({ shape }: CapturedTensor): number {
  return shape.reduce((product, size) => product * size, 1);
}
