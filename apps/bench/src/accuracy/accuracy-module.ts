import type { Accuracy, Float32Accuracy, Float64Accuracy, NearZero } from '@actigrad/core';

/** Source of core's module of measured errors, laid out as the formatter does. */
export function accuracyModule(accuracies: ReadonlyMap<string, Accuracy>): string {
  const entries = [...accuracies]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { float32, float64 }]) => {
      const key = /^\w+$/.test(id) ? id : `'${id}'`;
      return [
        `  ${key}: {`,
        '    float32: {',
        `      value: {`,
        ...describeFloat32(float32.value),
        `      },`,
        `      slope: {`,
        ...describeFloat32(float32.slope),
        ...describeNearZero(float32.slope.nearZero),
        `      },`,
        '    },',
        '    float64: {',
        `      value: ${describeFloat64(float64.value)},`,
        `      slope: ${describeFloat64(float64.slope)},`,
        '    },',
        '  },',
      ].join('\n');
    });
  return [
    `import type { Accuracy } from './accuracy.ts';`,
    '',
    '/** Errors by function, written by the `accuracy` command of this workspace. */',
    'export const measuredAccuracy: { readonly [id: string]: Accuracy } = {',
    ...entries,
    '};',
    '',
  ].join('\n');
}

function describeFloat32({
  maxUlp,
  meanUlp,
  worst,
  correctlyRounded,
}: Float32Accuracy): readonly string[] {
  return [
    `        maxUlp: ${maxUlp},`,
    `        meanUlp: ${meanUlp},`,
    `        worst: ${hex(worst)},`,
    `        correctlyRounded: ${correctlyRounded},`,
  ];
}

function describeNearZero(nearZero: NearZero | undefined): readonly string[] {
  if (!nearZero) return [];
  const zones = nearZero.zones.map(({ from, to }) => `{ from: ${from}, to: ${to} }`);
  return [
    '        nearZero: {',
    `          zones: [${zones.join(', ')}],`,
    `          maxUlp: ${nearZero.maxUlp},`,
    '        },',
  ];
}

function describeFloat64({ maxUlp, points }: Float64Accuracy): string {
  return `{ maxUlp: ${maxUlp}, points: ${points} }`;
}

/** A bit pattern of float32. */
export function hex(pattern: number): string {
  return `0x${pattern.toString(16).padStart(8, '0')}`;
}
