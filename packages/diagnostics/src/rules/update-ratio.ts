import { forEachLayer, type Rule } from '../rule.ts';
import { figure, say } from '../words.ts';

type Limits = { readonly least: number; readonly greatest: number; readonly severe: number };

export const updateRatio: Rule<keyof Limits> = {
  id: 'update-ratio',
  title: 'Update ratio',
  formula: '‖Δw‖₂ / ‖w‖₂ of one step; from a single capture, learning rate · ‖gradient‖₂ / ‖w‖₂',
  source: 'about 1e-3 is sound: Karpathy, CS231n notes, Neural networks part 3',
  remedy: 'change the learning rate',
  thresholds: {
    least: {
      default: 1e-6,
      meaning: 'notes a smaller step, which may also mean that training is over',
    },
    greatest: { default: 0.1, meaning: 'warns over this step' },
    severe: { default: 1, meaning: 'is an error over this step: nothing of the weights is kept' },
  },
  check: forEachLayer(({ update, weightGradient }, { least, greatest, severe }: Limits) => {
    if (!update) return undefined;
    const { ratio, basis } = update;
    const moved =
      basis === 'measured'
        ? say('A step moved the weights by {0} of their norm', figure(ratio))
        : say('A step would move the weights by {0} of their norm', figure(ratio));
    if (ratio > greatest) {
      return {
        severity: ratio > severe ? 'error' : 'warning',
        figure: ratio,
        threshold: ratio > severe ? severe : greatest,
        says: say(
          '{0}; about 0.001 is sound. Lower the learning rate, warm it up, or clip the gradient.',
          moved,
        ),
      };
    }
    // No gradient at all is the word of other rules.
    if (!(ratio < least) || weightGradient?.whole.l2 === 0 || update.changed === false)
      return undefined;
    return {
      severity: 'note',
      figure: ratio,
      threshold: least,
      says: say(
        '{0}; about 0.001 is sound. Unless training is over, raise the learning rate or look at what weakens the gradient.',
        moved,
      ),
    };
  }),
};
