import { forEachLayer, type Rule } from '../rule.ts';
import { percent, say } from '../words.ts';

export const signCoherence: Rule<'coherence'> = {
  id: 'sign-coherence',
  title: 'Sign coherence of weight gradients',
  formula:
    '|positive - negative| / (positive + negative) of the weight gradients of a unit, mean over units',
  source: 'LeCun, Bottou, Orr, Müller 1998, Efficient BackProp, section 4.3',
  remedy:
    'centre what the layer receives: a zero-centred activation before it, or normalised inputs',
  thresholds: {
    coherence: {
      default: 0.8,
      meaning: 'notes a greater coherence; 1: all weights of a unit move one way',
    },
  },
  check: forEachLayer(({ weightGradient }, { coherence }: { readonly coherence: number }) => {
    const found = weightGradient?.signCoherence ?? NaN;
    if (!(found > coherence)) return undefined;
    return {
      severity: 'note',
      figure: found,
      threshold: coherence,
      says: say(
        'The weight gradients of a unit agree in sign to {0}, as inputs of one sign make them: all weights of a unit rise or fall together, and updates zig-zag; {1}.',
        percent(found),
        say(signCoherence.remedy),
      ),
    };
  }),
};
