import type { Accuracy } from './accuracy.ts';

/** Errors by function, written by the `accuracy` command of this workspace. */
export const measuredAccuracy: { readonly [id: string]: Accuracy } = {
  celu: {
    float32: {
      value: {
        maxUlp: 0.507,
        meanUlp: 0.0151,
        worst: 0xbe933fc5,
        correctlyRounded: 0.999987,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.017,
        worst: 0xbfbb39c2,
        correctlyRounded: 0.999563,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 1200 },
      slope: { maxUlp: 1, points: 1200 },
    },
  },
  elu: {
    float32: {
      value: {
        maxUlp: 0.976,
        meanUlp: 0.0152,
        worst: 0xbe921fe2,
        correctlyRounded: 0.999174,
      },
      slope: {
        maxUlp: 1.022,
        meanUlp: 0.0173,
        worst: 0xc0bb1621,
        correctlyRounded: 0.997781,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 1198 },
      slope: { maxUlp: 1, points: 1198 },
    },
  },
  exponential: {
    float32: {
      value: {
        maxUlp: 0.532,
        meanUlp: 0.0333,
        worst: 0xbfbb39c2,
        correctlyRounded: 0.999217,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.0333,
        worst: 0xbfbb39c2,
        correctlyRounded: 0.999217,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 597 },
      slope: { maxUlp: 1, points: 597 },
    },
  },
  gaussian: {
    float32: {
      value: {
        maxUlp: 0.532,
        meanUlp: 0.0169,
        worst: 0x40319a3d,
        correctlyRounded: 0.999564,
      },
      slope: {
        maxUlp: 0.542,
        meanUlp: 0.0167,
        worst: 0x40ad952b,
        correctlyRounded: 0.999599,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 1, points: 600 },
    },
  },
  gelu: {
    float32: {
      value: {
        maxUlp: 3.588,
        meanUlp: 0.2073,
        worst: 0xc142a45c,
        correctlyRounded: 0.802745,
      },
      slope: {
        maxUlp: 2.721,
        meanUlp: 0.0499,
        worst: 0xbfed8937,
        correctlyRounded: 0.960479,
        nearZero: {
          zones: [{ from: -1.282, to: -0.513 }],
          maxUlp: 2.471,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 2, points: 600 },
    },
  },
  'gelu-tanh': {
    float32: {
      value: {
        maxUlp: 2.464,
        meanUlp: 0.0442,
        worst: 0xc0b76ce3,
        correctlyRounded: 0.968524,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.0301,
        worst: 0xc0870792,
        correctlyRounded: 0.999648,
        nearZero: {
          zones: [{ from: -1.284, to: -0.513 }],
          maxUlp: 19556.624,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 3, points: 600 },
    },
  },
  'hard-shrink': {
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
      value: { maxUlp: 0, points: 1198 },
      slope: { maxUlp: 0, points: 1198 },
    },
  },
  'hard-sigmoid': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0266,
        worst: 0x34400000,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.334,
        meanUlp: 0.1674,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 1198 },
      slope: { maxUlp: 0, points: 1198 },
    },
  },
  'hard-swish': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0289,
        worst: 0x00000001,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.5,
        meanUlp: 0.0275,
        worst: 0x33c00000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 598 },
      slope: { maxUlp: 1, points: 598 },
    },
  },
  'hard-tanh': {
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
      value: { maxUlp: 0, points: 1197 },
      slope: { maxUlp: 0, points: 1197 },
    },
  },
  identity: {
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
  laplace: {
    float32: {
      value: {
        maxUlp: 0.784,
        meanUlp: 0.1723,
        worst: 0x3f392dbb,
        correctlyRounded: 0.992913,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.2197,
        worst: 0x3b25b6e1,
        correctlyRounded: 0.987052,
      },
    },
    float64: {
      value: { maxUlp: 3, points: 1200 },
      slope: { maxUlp: 2, points: 1200 },
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
  lisht: {
    float32: {
      value: {
        maxUlp: 0.51,
        meanUlp: 0.078,
        worst: 0x3e3176dd,
        correctlyRounded: 0.999975,
      },
      slope: {
        maxUlp: 0.504,
        meanUlp: 0.0168,
        worst: 0x3e315309,
        correctlyRounded: 0.999986,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 2, points: 600 },
    },
  },
  'log-sigmoid': {
    float32: {
      value: {
        maxUlp: 0.504,
        meanUlp: 0.0438,
        worst: 0x42171ae4,
        correctlyRounded: 0.999881,
      },
      slope: {
        maxUlp: 0.531,
        meanUlp: 0.0312,
        worst: 0x402d58f8,
        correctlyRounded: 0.999618,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 2, points: 600 },
    },
  },
  mish: {
    float32: {
      value: {
        maxUlp: 0.503,
        meanUlp: 0.1251,
        worst: 0xc1b438ae,
        correctlyRounded: 0.999984,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.1874,
        worst: 0xc1b3f3ac,
        correctlyRounded: 0.999569,
        nearZero: {
          zones: [{ from: -2.256, to: -0.831 }],
          maxUlp: 1203868.303,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 4, points: 600 },
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
  'quick-gelu': {
    float32: {
      value: {
        maxUlp: 0.541,
        meanUlp: 0.0334,
        worst: 0xc22d67d1,
        correctlyRounded: 0.999609,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.032,
        worst: 0xc153733c,
        correctlyRounded: 0.999549,
        nearZero: {
          zones: [{ from: -1.41, to: -0.493 }],
          maxUlp: 146460.322,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 4, points: 600 },
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
  relu6: {
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
      value: { maxUlp: 0, points: 597 },
      slope: { maxUlp: 0, points: 597 },
    },
  },
  rrelu: {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.1246,
        worst: 0x80000018,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.334,
        meanUlp: 0.1661,
        worst: 0x00000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 0, points: 1196 },
      slope: { maxUlp: 0, points: 1196 },
    },
  },
  'scaled-tanh': {
    float32: {
      value: {
        maxUlp: 0.506,
        meanUlp: 0.3544,
        worst: 0x3e8535c0,
        correctlyRounded: 0.999975,
      },
      slope: {
        maxUlp: 0.536,
        meanUlp: 0.157,
        worst: 0x41b421f6,
        correctlyRounded: 0.999617,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1200 },
      slope: { maxUlp: 3, points: 1200 },
    },
  },
  selu: {
    float32: {
      value: {
        maxUlp: 2.254,
        meanUlp: 0.2631,
        worst: 0xbea81b64,
        correctlyRounded: 0.929285,
      },
      slope: {
        maxUlp: 2.105,
        meanUlp: 0.2087,
        worst: 0xc150b1b3,
        correctlyRounded: 0.979186,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1196 },
      slope: { maxUlp: 2, points: 1196 },
    },
  },
  sigmoid: {
    float32: {
      value: {
        maxUlp: 2.481,
        meanUlp: 0.0537,
        worst: 0xc18515ec,
        correctlyRounded: 0.960803,
      },
      slope: {
        maxUlp: 2.854,
        meanUlp: 0.0403,
        worst: 0x40ddca5b,
        correctlyRounded: 0.967719,
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
        maxUlp: 2.444,
        meanUlp: 0.0522,
        worst: 0xc1856c31,
        correctlyRounded: 0.961609,
      },
      slope: {
        maxUlp: 3.447,
        meanUlp: 0.0675,
        worst: 0xbbe4f541,
        correctlyRounded: 0.947508,
        nearZero: {
          zones: [{ from: -2.399, to: -0.839 }],
          maxUlp: 12731854.889,
        },
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 4, points: 600 },
    },
  },
  snake: {
    float32: {
      value: {
        maxUlp: 0.507,
        meanUlp: 0.0514,
        worst: 0xbfb5bd1e,
        correctlyRounded: 0.999987,
      },
      slope: {
        maxUlp: 0.514,
        meanUlp: 0.1529,
        worst: 0xc54c72ef,
        correctlyRounded: 0.99884,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1200 },
      slope: { maxUlp: 3, points: 1200 },
    },
  },
  'soft-shrink': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.004,
        worst: 0x4b000001,
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
      value: { maxUlp: 0, points: 1198 },
      slope: { maxUlp: 0, points: 1198 },
    },
  },
  softplus: {
    float32: {
      value: {
        maxUlp: 0.504,
        meanUlp: 0.0438,
        worst: 0xc2171ae4,
        correctlyRounded: 0.999881,
      },
      slope: {
        maxUlp: 0.532,
        meanUlp: 0.0312,
        worst: 0xc1c2b2f9,
        correctlyRounded: 0.999601,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1200 },
      slope: { maxUlp: 2, points: 1200 },
    },
  },
  softsign: {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0542,
        worst: 0x3c0b8116,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.5,
        meanUlp: 0.103,
        worst: 0x3b16aee2,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 2, points: 600 },
    },
  },
  'sparse-plus': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0279,
        worst: 0x39800000,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.5,
        meanUlp: 0.0264,
        worst: 0x33800000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 0, points: 600 },
    },
  },
  'sparse-sigmoid': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0264,
        worst: 0x33800000,
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
      value: { maxUlp: 0, points: 598 },
      slope: { maxUlp: 0, points: 598 },
    },
  },
  'squared-relu': {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0687,
        worst: 0x1a000000,
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
  squareplus: {
    float32: {
      value: {
        maxUlp: 0.5,
        meanUlp: 0.0952,
        worst: 0x37feff81,
        correctlyRounded: 1,
      },
      slope: {
        maxUlp: 0.5,
        meanUlp: 0.0701,
        worst: 0x34000000,
        correctlyRounded: 1,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1200 },
      slope: { maxUlp: 3, points: 1200 },
    },
  },
  swish: {
    float32: {
      value: {
        maxUlp: 0.542,
        meanUlp: 0.0333,
        worst: 0xc1ae6588,
        correctlyRounded: 0.999604,
      },
      slope: {
        maxUlp: 0.541,
        meanUlp: 0.0319,
        worst: 0xc2af4a99,
        correctlyRounded: 0.999553,
        nearZero: {
          zones: [{ from: -2.399, to: -0.839 }],
          maxUlp: 292920.889,
        },
      },
    },
    float64: {
      value: { maxUlp: 2, points: 1200 },
      slope: { maxUlp: 3, points: 1200 },
    },
  },
  tanh: {
    float32: {
      value: {
        maxUlp: 2.448,
        meanUlp: 0.0457,
        worst: 0x3d0008b5,
        correctlyRounded: 0.960901,
      },
      slope: {
        maxUlp: 2.854,
        meanUlp: 0.0404,
        worst: 0x405dca5b,
        correctlyRounded: 0.967695,
      },
    },
    float64: {
      value: { maxUlp: 1, points: 600 },
      slope: { maxUlp: 3, points: 600 },
    },
  },
  'tanh-shrink': {
    float32: {
      value: {
        maxUlp: 0.501,
        meanUlp: 0.0563,
        worst: 0x35127ad7,
        correctlyRounded: 0.997996,
      },
      slope: {
        maxUlp: 0.519,
        meanUlp: 0.078,
        worst: 0x3e31745c,
        correctlyRounded: 0.99995,
      },
    },
    float64: {
      value: { maxUlp: 2, points: 600 },
      slope: { maxUlp: 4, points: 600 },
    },
  },
  threshold: {
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
      value: { maxUlp: 0, points: 1198 },
      slope: { maxUlp: 0, points: 1198 },
    },
  },
  xielu: {
    float32: {
      value: {
        maxUlp: 0.501,
        meanUlp: 0.1614,
        worst: 0xc01383b3,
        correctlyRounded: 0.999999,
      },
      slope: {
        maxUlp: 0.505,
        meanUlp: 0.2656,
        worst: 0xbeb1651b,
        correctlyRounded: 0.999942,
        nearZero: {
          zones: [{ from: -1.519, to: -0.633 }],
          maxUlp: 89423.625,
        },
      },
    },
    float64: {
      value: { maxUlp: 598, points: 1194 },
      slope: { maxUlp: 3.5, points: 1194 },
    },
  },
};
