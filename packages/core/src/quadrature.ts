/**
 * Nodes and weights of 10-point Gauss-Legendre quadrature on [-1, 1], positive half: exact for
 * polynomials to degree 19. Abramowitz and Stegun, table 25.4.
 */
const nodes = [
  0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845,
  0.9739065285171717,
];
const weights = [
  0.2955242247147529, 0.2692667193099963, 0.219086362515982, 0.1494513491505806, 0.0666713443086881,
];

export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Points and weights for ∫ g(x) φ(x) dx with the standard normal density φ, over [-range, range]
 * in panels that end at the given breaks, so that a kink at a break costs no accuracy.
 */
export function normalQuadrature(range: number, breaks: readonly number[]): Quadrature {
  const edges = panelEdges(range, breaks);
  const points: number[] = [];
  const pointWeights: number[] = [];
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const low = edges[panel] as number;
    const high = edges[panel + 1] as number;
    const center = (low + high) / 2;
    const halfWidth = (high - low) / 2;
    for (const [index, node] of nodes.entries()) {
      for (const signed of [-node, node]) {
        const x = center + halfWidth * signed;
        points.push(x);
        pointWeights.push(halfWidth * (weights[index] as number) * normalDensity(x));
      }
    }
  }
  return { points: Float64Array.from(points), weights: Float64Array.from(pointWeights) };
}

function panelEdges(range: number, breaks: readonly number[]): number[] {
  // A quarter of a standard deviation: smooth activations are then exact to about 1e-14.
  const panelWidth = 0.25;
  const count = Math.ceil((2 * range) / panelWidth);
  const regular = Array.from({ length: count + 1 }, (_, k) => -range + (2 * range * k) / count);
  const inside = breaks.filter((at) => Math.abs(at) < range);
  return [...new Set([...regular, ...inside])].toSorted((a, b) => a - b);
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}
