import type { Activation, Float32Accuracy, Float64Accuracy } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';
import { code, table } from './markdown.ts';

/** Measured errors with the default parameters; nothing for a function that is not measured. */
export function accuracyTable({ accuracy }: Activation): string {
  if (accuracy === undefined) return '';
  const { float32, float64 } = accuracy;
  return table(
    ['', 'Inputs', 'Largest error', 'Mean error', 'Correctly rounded', 'Worst input'],
    [
      ['float32 value', ...describeFloat32(float32.value)],
      ['float32 slope', ...describeFloat32(float32.slope)],
      ['float64 value', ...describeFloat64(float64.value)],
      ['float64 slope', ...describeFloat64(float64.slope)],
    ],
  );
}

function describeFloat32(measured: Float32Accuracy): string[] {
  const { maxUlp, meanUlp, correctlyRounded, worst } = measured;
  return [
    'all',
    `${formatNumber(maxUlp)} ULP`,
    `${formatNumber(meanUlp)} ULP`,
    formatShare(correctlyRounded),
    maxUlp === 0 ? '' : code(`0x${worst.toString(16).padStart(8, '0')}`),
  ];
}

function describeFloat64({ maxUlp, points }: Float64Accuracy): string[] {
  return [`${formatNumber(points)} points`, `${formatNumber(maxUlp)} ULP`, '', '', ''];
}

/** Rounded down: all is said only of all. */
function formatShare(share: number): string {
  return share === 1 ? 'all' : `${formatNumber(Math.floor(share * 1e4) / 1e2, 4)} %`;
}
