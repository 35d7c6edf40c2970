import type { Activation } from '@actigrad/core';
import { formatNumber } from '@actigrad/plot';

/** `a = 0.2` for each parameter, by its symbol in the formulas. */
export function describeParameters({ record, parameters }: Activation): string[] {
  return Object.entries(record.parameters).map(([name, { symbol }]) => {
    const value = parameters[name as never] as number;
    return `${plainSymbol(symbol)} = ${formatNumber(value, 6)}`;
  });
}

const greek: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  sigma: 'σ',
  tau: 'τ',
};

/** A TeX symbol as text: `\alpha_p` as `α_p`. */
export function plainSymbol(tex: string): string {
  return tex.replace(/\\([a-z]+)/gi, (_, name: string) => greek[name] ?? name).replace(/[{}]/g, '');
}
