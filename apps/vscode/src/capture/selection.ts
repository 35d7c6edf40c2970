import { presets, type PresetName } from '@actigrad/diagnostics';
import type { CaptureChoices } from './report.ts';

/** What of a capture is looked at. */
export interface CaptureSelection {
  readonly preset: PresetName;
  /** Index of the step; the last where it is past the end. */
  readonly step: number;
  readonly layer: string | null;
  readonly tensor: string | null;
}

/** What a page remembers of a capture, over hiding and reloading. */
export interface RememberedCapture {
  readonly selection: CaptureSelection;
  readonly choices: CaptureChoices;
}

/** A series is looked at from its end: that is where training has come to. */
export const firstSelection: CaptureSelection = {
  preset: 'actigrad',
  step: Number.MAX_SAFE_INTEGER,
  layer: null,
  tensor: null,
};

/** Reads what was remembered; whatever does not fit is as at first. */
export function readRemembered(remembered: unknown): RememberedCapture {
  const { selection, choices } = fields(remembered);
  const { preset, step, layer, tensor } = fields(selection);
  const { activation, preactivations, unitAxis, weightUnitAxis } = fields(choices);
  return {
    selection: {
      preset: isPreset(preset) ? preset : firstSelection.preset,
      step: isIndex(step) ? step : firstSelection.step,
      layer: typeof layer === 'string' ? layer : null,
      tensor: typeof tensor === 'string' ? tensor : null,
    },
    choices: {
      ...(typeof activation === 'string' && { activation }),
      ...(typeof preactivations === 'string' && { preactivations }),
      ...(isIndex(unitAxis) && { unitAxis }),
      ...(isIndex(weightUnitAxis) && { weightUnitAxis }),
    },
  };
}

export function isPreset(value: unknown): value is PresetName {
  return typeof value === 'string' && Object.hasOwn(presets, value);
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function fields(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
