import { activation } from '@actigrad/core';
import { repeat, samplesOf, type Contender, type Work } from './contender.ts';
import { inputs } from './inputs.ts';
import { plainFormulas } from './plain-formulas.ts';

type Run = (x: Float32Array, dy: Float32Array, y: Float32Array) => void;

const formulas = new Map(
  Object.entries(plainFormulas).map(([name, formula]) => [activation(name).id, formula]),
);

/** A loop as one writes it by hand, with `Math` and the formula inside. */
export function plainLoop(): Contender {
  return {
    name: 'Math loop',
    threads: 1,
    async open({ direction, f, n }: Work) {
      const formula = formulas.get(f.id);
      if (!formula) return undefined;
      const run = await compile(
        direction === 'forward' ? formula.value : `dy[i] * (${formula.slope})`,
      );
      const x = inputs(n, 1);
      const dy = inputs(n, 2);
      const y = new Float32Array(n);
      run(x, dy, y);
      return {
        samples: samplesOf(y),
        time: async (repetitions) => repeat(() => run(x, dy, y), repetitions),
        close: async () => {},
      };
    },
    close: async () => {},
  };
}

/** A module of its own for each formula, so that the engine optimizes each loop by itself. */
async function compile(expression: string): Promise<Run> {
  const source = `
    const { abs, cos, exp, expm1, log1p, max, min, PI, sin, sqrt, tanh } = Math;
    const sigmoid = (x) => 1 / (1 + exp(-x));
    // Abramowitz and Stegun 7.1.26.
    const erf = (x) => {
      const t = 1 / (1 + 0.3275911 * abs(x));
      const p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
      return x < 0 ? p * exp(-x * x) - 1 : 1 - p * exp(-x * x);
    };
    export function run(xs, dy, ys) {
      for (let i = 0; i < xs.length; i++) {
        const x = xs[i];
        ys[i] = ${expression};
      }
    }`;
  const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    run: Run;
  };
  return module.run;
}
