import { forEachLayer, type Rule } from '../rule.ts';
import { figure, say } from '../words.ts';

export const unchangedWeights: Rule<'ratio'> = {
  id: 'unchanged-weights',
  title: 'Unchanged weights',
  formula: '‖Δw‖₂ / ‖w‖₂ between two captures',
  source: 'Amazon SageMaker Debugger, rule UnchangedTensor',
  remedy: 'check that the optimiser was given these weights, and that a gradient reaches them',
  thresholds: {
    ratio: { default: 0, meaning: 'warns when the weights moved by no more than this' },
  },
  check: forEachLayer(({ update }, { ratio }: { readonly ratio: number }) => {
    if (update?.basis !== 'measured' || update.ratio > ratio || update.changed === null)
      return undefined;
    if (ratio === 0 && update.changed) return undefined;
    return {
      severity: 'warning',
      figure: update.ratio,
      threshold: ratio,
      says: say(
        'Its weights moved by {0} of their norm since the capture before; unless it is frozen on purpose, {1}.',
        figure(update.ratio),
        say(unchangedWeights.remedy),
      ),
    };
  }),
};
