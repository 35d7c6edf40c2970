/** Limits that others use, by rule: our statistic against their number. `false` leaves a rule out. */
export interface Preset {
  readonly source: string;
  readonly limits: { readonly [rule: string]: { readonly [threshold: string]: number } | false };
}

export type PresetName = 'actigrad' | 'sagemaker' | 'karpathy' | 'deepchecker';

export const presets: { readonly [name in PresetName]: Preset } = {
  actigrad: { source: 'the limits named with each rule', limits: {} },
  sagemaker: {
    source: 'Amazon SageMaker Debugger, built-in rules',
    limits: {
      'vanishing-gradient': { ratio: 0, severeRatio: 0, meanAbs: 1e-7 },
      // Its cut-offs for tanh are at |x| = 9.4999, where the slope is 2.24e-8.
      saturation: { slope: 2.24e-8, share: 0.5, severeShare: 1, firstShare: 0.5 },
      'dead-units': { activeShare: 0.01, noteShare: 0.5, share: 0.5, severeShare: 1 },
      'poor-initialisation': { varianceRatio: 10, growth: 1 },
      'update-ratio': { least: 1e-8, greatest: 10, severe: 10 },
      'unchanged-weights': { ratio: 1e-5 },
      'not-zero-centred': false,
      'sign-coherence': false,
    },
  },
  karpathy: {
    source: 'karpathy/nn-zero-to-hero, makemore part 3; CS231n notes',
    limits: {
      // tanh over 0.97, where the slope is 1 - 0.97².
      saturation: { slope: 0.0591, share: 0.05, severeShare: 0.5, firstShare: 0.05 },
      'update-ratio': { least: 1e-4, greatest: 1e-2, severe: 1e-1 },
    },
  },
  deepchecker: {
    source: 'thedeepchecker, deep_checker/config/settings.yaml',
    limits: {
      'vanishing-gradient': { ratio: 0, severeRatio: 0, meanAbs: 1e-6 },
      'exploding-gradient': { meanAbs: 1e6 },
      'dead-units': { noteShare: 0.5, share: 0.5, severeShare: 1 },
      'poor-initialisation': { varianceRatio: Infinity, leastStd: 0.5, greatestStd: 2 },
      'update-ratio': { least: 1e-4, greatest: 1e-1, severe: 1 },
    },
  },
};
