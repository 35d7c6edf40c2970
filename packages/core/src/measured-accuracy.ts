import type { Accuracy } from './accuracy.ts';

/** Errors by function, written by the `accuracy` command of this workspace. */
export const measuredAccuracy: { readonly [id: string]: Accuracy } = {
  silu: {
    float32: {
      value: {
        maxUlp: 2.404,
        meanUlp: 0.0522,
        worst: 0xc185785c,
        correctlyRounded: 0.961604,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.0319,
        worst: 0xc2af4a99,
        correctlyRounded: 0.994903,
        nearZero: {
          zones: [{ from: -2.3994140625, to: -0.83984375 }],
          maxUlp: 292920.889,
        },
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 22, points: 600 },
    },
  },
};
