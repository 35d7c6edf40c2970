import type { Activation } from '@actigrad/core';
import { forEachLayer, type Rule } from '../rule.ts';
import { countValues, say } from '../words.ts';

type Limits = { readonly collapsed: number; readonly linear: number; readonly share: number };

export const learnedSlope: Rule<keyof Limits> = {
  id: 'learned-slope',
  title: 'Learned slope',
  formula: "|f'(-x)| / |f'(x)| far from 0, for each value of the learned parameter",
  source: 'He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, arXiv 1502.01852, section 2.1',
  remedy: 'leave weight decay off the learned parameter, and give it a smaller learning rate',
  thresholds: {
    collapsed: { default: 0.01, meaning: 'a ratio under this passes no gradient on one side' },
    linear: {
      default: 1,
      meaning: 'at a ratio of this the function is a straight line, over it it bends the other way',
    },
    share: { default: 0.5, meaning: 'warns when this share of the values is so; notes any' },
  },
  check: forEachLayer(({ activation, learned }, { collapsed, linear, share }: Limits) => {
    for (const { name, values } of activation ? learned : []) {
      const ratios = values.map((value) => slopeRatio(activation!, name, value));
      const flat = ratios.filter((ratio) => ratio < collapsed).length;
      const straight = ratios.filter((ratio) => ratio >= linear).length;
      const worse = Math.max(flat, straight);
      if (worse === 0) continue;
      return {
        severity: worse / values.length >= share ? 'warning' : 'note',
        figure: worse / values.length,
        threshold: share,
        says:
          flat >= straight
            ? say(
                '{0} has collapsed in {1} of {2}: one side passes next to no gradient, and units there can die; {3}.',
                name,
                flat,
                countValues(values.length),
                say(learnedSlope.remedy),
              )
            : say(
                '{0} has reached 1 or more in {1} of {2}: the function is a straight line there or bends the other way; {3}.',
                name,
                straight,
                countValues(values.length),
                say(learnedSlope.remedy),
              ),
      };
    }
    return undefined;
  }),
};

/** Beyond the bends of every function. */
const far = 20;

function slopeRatio(activation: Activation, name: string, value: number): number {
  const one = activation.with({ [name]: value });
  return Math.abs(one.slope(-far)) / Math.abs(one.slope(far));
}
