import { forEachLayer, type Rule } from '../rule.ts';
import { countPieces, say } from '../words.ts';

export const idlePieces: Rule<'share'> = {
  id: 'idle-pieces',
  title: 'Pieces that never win',
  formula: 'pieces that are the greatest of their unit for no sample / pieces',
  source:
    'Goodfellow, Warde-Farley, Mirza, Courville, Bengio 2013, Maxout networks, arXiv 1302.4389',
  remedy: 'use fewer pieces, a smaller bias at the start, or dropout on the inputs',
  thresholds: {
    share: { default: 0.25, meaning: 'warns from this share of idle pieces; notes any' },
  },
  check: forEachLayer(({ pieces }, { share }: { readonly share: number }) => {
    if (!pieces) return undefined;
    const idle = pieces.wins.filter((wins) => wins === 0).length;
    if (idle === 0) return undefined;
    const found = idle / pieces.wins.length;
    return {
      severity: found >= share ? 'warning' : 'note',
      figure: found,
      threshold: share,
      says: say(
        '{0} of {1} never win, so that their weights get no gradient and are carried for nothing; {2}.',
        idle,
        countPieces(pieces.wins.length),
        say(idlePieces.remedy),
      ),
    };
  }),
};
