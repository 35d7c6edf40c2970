import type { Accuracy, Activation, Float32Accuracy } from '@actigrad/core';
import type { Figures } from './figures.ts';
import { zonesNearZero } from './near-zero.ts';
import type { ReferenceErrors } from './reference-points.ts';
import type { ErrorOf } from './walk.ts';

/** What core keeps of the errors of a function. */
export function toAccuracy(
  f: Activation,
  { value, slope, nearZero }: ErrorOf,
  reference: ReferenceErrors,
): Accuracy {
  const { points, valueMaxUlp, slopeMaxUlp } = reference;
  const zones = zonesNearZero(f);
  return {
    float32: {
      value: toFloat32Accuracy(value),
      slope: {
        ...toFloat32Accuracy(slope),
        ...(zones.length > 0 && { nearZero: { zones, maxUlp: roundUp(nearZero.maxUlp) } }),
      },
    },
    float64: {
      value: { maxUlp: roundUp(valueMaxUlp), points },
      slope: { maxUlp: roundUp(slopeMaxUlp), points },
    },
  };
}

/** Rounded to the worse side, so that no figure promises more than was measured. */
export function toFloat32Accuracy(figures: Figures): Float32Accuracy {
  return {
    maxUlp: roundUp(figures.maxUlp),
    meanUlp: Math.ceil((figures.sumUlp / figures.count) * 1e4) / 1e4,
    worst: figures.worst,
    correctlyRounded: Math.floor((figures.correctlyRounded / figures.count) * 1e6) / 1e6,
  };
}

function roundUp(ulp: number): number {
  return Math.ceil(ulp * 1e3) / 1e3;
}
