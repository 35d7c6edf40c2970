import type { Accuracy } from './accuracy.ts';

/** Errors by function, written by the `accuracy` command of this workspace. */
export const measuredAccuracy: { readonly [id: string]: Accuracy } = {
  elu: {
    float32: {
      value: {
        maxUlp: 0.976,
        meanUlp: 0.0152,
        worst: 0xbe921fe2,
        correctlyRounded: 0.999186,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.017,
        worst: 0xbfbb39c2,
        correctlyRounded: 0.999563,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 1198 },
      slope: { maxUlp: 1, points: 1198 },
    },
  },
  gelu: {
    float32: {
      value: {
        maxUlp: 0.66,
        meanUlp: 0.0319,
        worst: 0xc00c27dd,
        correctlyRounded: 0.753516,
      },
      slope: {
        maxUlp: 0.672,
        meanUlp: 0.0306,
        worst: 0xbf032f44,
        correctlyRounded: 0.754959,
        nearZero: {
          zones: [{ from: -1.282, to: -0.513 }],
          maxUlp: 1936154.561,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 2, points: 600 },
    },
  },
  'leaky-relu': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.1244,
        worst: 0x80000032,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.241,
        meanUlp: 0.1196,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 0, points: 1196 },
      slope: { maxUlp: 0, points: 1196 },
    },
  },
  prelu: {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0015,
        worst: 0x80000002,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0,
        meanUlp: 0,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 0, points: 1196 },
      slope: { maxUlp: 0, points: 1196 },
    },
  },
  relu: {
    float32: {
      value: {
        maxUlp: 0,
        meanUlp: 0,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0,
        meanUlp: 0,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 0, points: 600 },
      slope: { maxUlp: 0, points: 600 },
    },
  },
  sigmoid: {
    float32: {
      value: {
        maxUlp: 2.481,
        meanUlp: 0.0537,
        worst: 0xc18515ec,
        correctlyRounded: 0.960797,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.0193,
        worst: 0x4190c9a2,
        correctlyRounded: 0.999604,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 3, points: 600 },
    },
  },
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
          zones: [{ from: -2.399, to: -0.839 }],
          maxUlp: 292920.889,
        },
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 4, points: 600 },
    },
  },
  tanh: {
    float32: {
      value: {
        maxUlp: 2.448,
        meanUlp: 0.0457,
        worst: 0x3d0008b5,
        correctlyRounded: 0.960904,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.0193,
        worst: 0x4110c9a2,
        correctlyRounded: 0.999603,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 3, points: 600 },
    },
  },
};
