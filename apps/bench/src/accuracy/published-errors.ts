/** What another library publishes, or was measured to have. */
export interface PublishedErrors {
  readonly library: string;
  readonly functions: string;
  /** In ULP unless it says otherwise. */
  readonly value?: string;
  readonly slope?: string;
  readonly basis: string;
}

const measured = 'measured: 600 points with tails, PyTorch 1.13 on CPU';
const emulated = 'measured: the kernel computed operation by operation';
const testBound = 'bound of its own tests';

/** "All" is an error of the whole significand, 8,388,608 ULP: a zero where there is a number. */
export const publishedErrors: readonly PublishedErrors[] = [
  { library: 'PyTorch', functions: 'sigmoid', value: '1.1e6', slope: 'all', basis: measured },
  { library: 'PyTorch', functions: 'tanh', slope: 'all', basis: measured },
  { library: 'PyTorch', functions: 'gelu', value: 'all', slope: 'all', basis: measured },
  { library: 'PyTorch', functions: 'gelu, tanh form', value: 'all', slope: 'all', basis: measured },
  { library: 'PyTorch', functions: 'silu', value: 'all', slope: 'all', basis: measured },
  { library: 'PyTorch', functions: 'mish', value: '147', slope: '5.2e6', basis: measured },
  {
    library: 'PyTorch',
    functions: 'elu, selu, celu, tanhshrink',
    value: 'all',
    slope: 'all',
    basis: measured,
  },
  { library: 'PyTorch', functions: 'softplus', value: '1.3', slope: '1.0', basis: measured },
  { library: 'PyTorch', functions: 'logsigmoid', value: '1.4', slope: '1.2', basis: measured },
  { library: 'PyTorch', functions: 'softsign', slope: '700', basis: measured },
  { library: 'PyTorch', functions: 'hardswish', slope: '7.9', basis: measured },
  { library: 'PyTorch', functions: 'relu6', value: '0', slope: '0', basis: measured },
  {
    library: 'oneDNN',
    functions: 'most eltwise',
    value: '4e-6 relative',
    slope: '4e-6 relative',
    basis: `${testBound}; zones of cancellation exempt`,
  },
  {
    library: 'oneDNN',
    functions: 'gelu tanh, elu, swish, tanh, soft_relu, mish',
    value: '4e-5 relative',
    slope: '4e-5 relative',
    basis: `${testBound}; zones of cancellation exempt`,
  },
  {
    library: 'XNNPACK',
    functions: 'sigmoid, rr2-p5-div for WebAssembly',
    value: '3.05',
    basis: `${emulated}; 0 below -87.3`,
  },
  { library: 'XNNPACK', functions: 'tanh, rational 9/8', value: '5.1', basis: emulated },
  {
    library: 'XNNPACK',
    functions: 'gelu, rational 12/10',
    value: '1.7e7',
    basis: `${emulated}; -0 below -5.12`,
  },
  { library: 'XNNPACK', functions: 'exp, rational 3/2', value: '63', basis: emulated },
  {
    library: 'YNNPACK',
    functions: 'exp',
    value: '2',
    basis: `${testBound}; subnormals count as equal`,
  },
  {
    library: 'YNNPACK',
    functions: 'tanh',
    value: '3',
    basis: `${testBound}; subnormals count as equal`,
  },
  {
    library: 'YNNPACK',
    functions: 'erf',
    value: '2',
    basis: `${testBound}; subnormals count as equal`,
  },
  {
    library: 'ONNX Runtime',
    functions: 'sigmoid, portable kernel',
    value: '4.2e4 on ±10, 7.4e7 on ±87',
    basis: emulated,
  },
  { library: 'ONNX Runtime', functions: 'tanh, rational 13/6', value: '5.6', basis: emulated },
  { library: 'WebNN', functions: 'sigmoid', value: '34', basis: 'bound of the web platform tests' },
  {
    library: 'WebNN',
    functions: 'elu, softplus',
    value: '18',
    basis: 'bound of the web platform tests',
  },
  {
    library: 'WebNN',
    functions: 'tanh',
    value: '1/1024 absolute',
    basis: 'bound of the web platform tests',
  },
];
