import type { Activation } from './activation.ts';
import type { Elements } from './elements.ts';
import type { Kink } from './record.ts';

/**
 * The same function with other slopes at its kinks: a framework's convention in place of ours. Only
 * inputs that lie exactly on a kink are touched.
 */
export function withKinkSlopes(
  activation: Activation,
  slopes: readonly Kink['slope'][],
): Activation {
  const { kinks } = activation.record;
  const parameters = Object.values(activation.parameters).map(Number);
  const slopeAt = new Map(
    kinks.flatMap(({ at }, index) => {
      const position = typeof at === 'number' ? at : at(...parameters);
      const slope = slopes[index];
      return slope === undefined
        ? []
        : [[position, oneSided(activation, position, slope)] as const];
    }),
  );

  /** Read before the map runs, which may overwrite x or dy. */
  function kinkGradients(x: Elements, dy: Elements): [index: number, gradient: number][] {
    const found: [number, number][] = [];
    for (const [position, slope] of slopeAt) {
      for (let at = x.indexOf(position); at >= 0; at = x.indexOf(position, at + 1)) {
        found.push([at, slope * (dy[at] as number)]);
      }
    }
    return found;
  }

  const changed: Activation = {
    ...activation,
    with: (changes) => withKinkSlopes(activation.with(changes), slopes),
    slope: (x) => slopeAt.get(x) ?? activation.slope(x),
    backward(x, dy, options) {
      // Lengths and dtypes are refused before x and dy are read together.
      const gradients = x.length === dy.length ? kinkGradients(x, dy) : [];
      const out = activation.backward(x, dy, options);
      for (const [index, gradient] of gradients) out[index] = gradient;
      return out;
    },
  };
  return Object.freeze(changed);
}

function oneSided(activation: Activation, at: number, slope: Kink['slope']): number {
  if (typeof slope === 'number') return slope;
  // Near enough for any slope to be that of its side, far enough to be off the kink.
  const aside = 1e-9 * Math.max(1, Math.abs(at));
  return activation.slope(slope === 'left' ? at - aside : at + aside);
}
