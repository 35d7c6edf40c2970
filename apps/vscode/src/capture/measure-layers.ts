import {
  diagnose,
  measureCapture,
  presets,
  rules,
  type Capture,
  type CapturedTensor,
  type Evidence,
  type Finding,
  type LayerStatistics,
  type MeasureOptions,
  type PresetName,
} from '@actigrad/diagnostics';
import type { CapturePlan, LayerPlan } from './plan-capture.ts';
import { refusalOf } from './refusal.ts';
import type { CaptureChoices, LayerProblem, NamedFinding } from './report.ts';

/** Statistics of more units than these take over 100 MB; an axis so long is surely not that of units. */
const mostUnits = 2 ** 18;

export interface MeasuredLayer {
  readonly plan: LayerPlan;
  readonly step: number | null;
  readonly result: LayerStatistics | LayerProblem;
}

/** How the tensors of a layer are read: watched, or only samples of them. */
export type ReadLayer = (plan: LayerPlan) => ReadonlyMap<string, CapturedTensor>;

/**
 * Measures layer by layer. What is wrong with one layer is told of it, and the others go on; what is
 * wrong with the file is thrown.
 */
export async function* measureLayers(
  { layers, metadata }: Pick<CapturePlan, 'layers' | 'metadata'>,
  read: ReadLayer,
  choices: CaptureChoices,
  previous?: Capture,
): AsyncGenerator<MeasuredLayer> {
  const { activation, unitAxis, weightUnitAxis } = choices;
  const options: MeasureOptions = {
    ...(activation !== undefined && { activation }),
    ...(unitAxis !== undefined && { unitAxis }),
    ...(weightUnitAxis !== undefined && { weightUnitAxis }),
    ...(previous && { previous }),
  };
  for (const plan of layers) {
    const { layer } = plan;
    try {
      requireFewUnits(plan, unitAxis);
      const network = await measureCapture({ tensors: read(plan), metadata }, options);
      yield { plan, step: network.step, result: network.layers[0]! };
    } catch (thrown) {
      const { code, message } = refusalOf(thrown);
      if (!code.startsWith('DIAGNOSTICS_')) throw thrown;
      yield { plan, step: null, result: { layer, code, message } };
    }
  }
}

function requireFewUnits({ layer, tensors }: LayerPlan, axis: number | undefined): void {
  for (const { name, shape } of tensors.values()) {
    const units = shape[axis ?? (shape.length < 4 ? shape.length - 1 : 1)] ?? 0;
    if (units <= mostUnits) continue;
    const message = `${name} of ${layer} has ${units.toLocaleString('en-US')} units; the limit is ${mostUnits.toLocaleString('en-US')}, so choose another axis`;
    throw Object.assign(new RangeError(message), { code: 'DIAGNOSTICS_SHAPE' });
  }
}

export function isMeasured(result: LayerStatistics | LayerProblem): result is LayerStatistics {
  return 'samples' in result;
}

/** Judges by the limits of every preset: the rules read figures, which takes no time. */
export function diagnoseByPreset(evidence: Evidence): Record<PresetName, NamedFinding[]> {
  const found = (Object.keys(presets) as PresetName[]).map((preset) => {
    const findings = diagnose(evidence, { preset });
    return [preset, findings.map(nameFinding)] as const;
  });
  return Object.fromEntries(found) as Record<PresetName, NamedFinding[]>;
}

function nameFinding(finding: Finding): NamedFinding {
  const { title, source } = rules.get(finding.rule)!;
  return { ...finding, title, source };
}
