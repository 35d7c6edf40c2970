/**
 * What one writes for a function in plain JavaScript, by its name in PyTorch and with its default
 * parameters there: an expression in `x` with the functions of `Math`, `sigmoid` and `erf`.
 */
export const plainFormulas: {
  readonly [name: string]: { readonly value: string; readonly slope: string };
} = {
  'torch.nn.ReLU': { value: 'max(x, 0)', slope: 'x > 0 ? 1 : 0' },
  'torch.nn.ReLU6': { value: 'min(max(x, 0), 6)', slope: 'x > 0 && x < 6 ? 1 : 0' },
  'torch.nn.LeakyReLU': { value: 'x > 0 ? x : 0.01 * x', slope: 'x > 0 ? 1 : 0.01' },
  'torch.nn.PReLU': { value: 'x > 0 ? x : 0.25 * x', slope: 'x > 0 ? 1 : 0.25' },
  'torch.nn.Sigmoid': { value: 'sigmoid(x)', slope: 'sigmoid(x) * (1 - sigmoid(x))' },
  'torch.nn.Tanh': { value: 'tanh(x)', slope: '1 - tanh(x) ** 2' },
  'torch.nn.ELU': { value: 'x > 0 ? x : expm1(x)', slope: 'x > 0 ? 1 : exp(x)' },
  'torch.nn.CELU': { value: 'x > 0 ? x : expm1(x)', slope: 'x > 0 ? 1 : exp(x)' },
  'torch.nn.SELU': {
    value: '1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x))',
    slope: '1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * exp(x))',
  },
  'torch.nn.GELU': {
    value: '0.5 * x * (1 + erf(x * 0.7071067811865476))',
    slope: '0.5 * (1 + erf(x * 0.7071067811865476)) + x * 0.3989422804014327 * exp(-0.5 * x * x)',
  },
  gelu_pytorch_tanh: {
    value: '0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))',
    slope:
      '0.5 * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x))) + 0.5 * x * (1 - tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)) ** 2) * 0.7978845608028654 * (1 + 0.134145 * x * x)',
  },
  'torch.nn.SiLU': {
    value: 'x * sigmoid(x)',
    slope: 'sigmoid(x) * (1 + x * (1 - sigmoid(x)))',
  },
  'torch.nn.Mish': {
    value: 'x * tanh(log1p(exp(x)))',
    slope: 'tanh(log1p(exp(x))) + x * sigmoid(x) * (1 - tanh(log1p(exp(x))) ** 2)',
  },
  'torch.nn.Softplus': {
    value: 'max(x, 0) + log1p(exp(-abs(x)))',
    slope: 'sigmoid(x)',
  },
  'torch.nn.LogSigmoid': {
    value: 'min(x, 0) - log1p(exp(-abs(x)))',
    slope: 'sigmoid(-x)',
  },
  'torch.nn.Softsign': { value: 'x / (1 + abs(x))', slope: '1 / (1 + abs(x)) ** 2' },
  'torch.nn.Hardswish': {
    value: 'x * min(max(x + 3, 0), 6) / 6',
    slope: 'x < -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1',
  },
  'torch.nn.Hardsigmoid': {
    value: 'min(max(x / 6 + 0.5, 0), 1)',
    slope: 'x > -3 && x < 3 ? 1 / 6 : 0',
  },
  'torch.nn.Hardtanh': { value: 'min(max(x, -1), 1)', slope: 'x > -1 && x < 1 ? 1 : 0' },
  'torch.nn.Tanhshrink': { value: 'x - tanh(x)', slope: 'tanh(x) ** 2' },
};
