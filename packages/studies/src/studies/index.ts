import type { Study } from '../study.ts';
import { deadReluInitialisation } from './dead-relu-initialisation.ts';
import { deadReluLearningRate } from './dead-relu-learning-rate.ts';
import { eluKeepsNoiseOut } from './elu-keeps-noise-out.ts';
import { eluMeanNearerZero } from './elu-mean-nearer-zero.ts';
import { expCosts } from './exp-costs.ts';
import { leakyReluNoneDead } from './leaky-relu-none-dead.ts';
import { maxoutStudy } from './maxout.ts';
import { oneSidedInputsZigZag } from './one-sided-inputs-zig-zag.ts';
import { preluLearnsAlpha } from './prelu-learns-alpha.ts';
import { reluCheapest } from './relu-cheapest.ts';
import { reluConvergesFaster } from './relu-converges-faster.ts';
import { reluHalfZero } from './relu-half-zero.ts';
import { reluRightSide } from './relu-right-side.ts';
import { sigmoidGradientVanishes } from './sigmoid-gradient-vanishes.ts';
import { sigmoidLinearNearZero } from './sigmoid-linear-near-zero.ts';
import { tanhZeroCentred } from './tanh-zero-centred.ts';

/** Every study, in the order in which introductions tell the claims. */
export const studies: readonly Study[] = [
  sigmoidLinearNearZero,
  sigmoidGradientVanishes,
  oneSidedInputsZigZag,
  expCosts,
  tanhZeroCentred,
  reluRightSide,
  reluCheapest,
  reluConvergesFaster,
  reluHalfZero,
  deadReluInitialisation,
  deadReluLearningRate,
  leakyReluNoneDead,
  preluLearnsAlpha,
  eluMeanNearerZero,
  eluKeepsNoiseOut,
  maxoutStudy,
];
