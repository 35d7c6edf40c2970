import type { Bins, Curve, FigureOptions, Palette } from '@actigrad/plot';
import {
  barChart,
  curveFigure,
  heatMap,
  histogramFigure,
  layerChart,
  lineSeries,
  smallMultiples,
} from '@actigrad/plot';

/** One figure of each sort and each peculiarity: what goldens and properties loop over. */
export interface Sample {
  readonly name: string;
  readonly draw: (palette: Palette, options?: FigureOptions) => string;
}

export function span(start: number, end: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => start + ((end - start) * i) / (count - 1));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const silu = (x: number): number => x * sigmoid(x);
const siluSlope = (x: number): number => sigmoid(x) * (1 + x * (1 - sigmoid(x)));
const elu = (x: number): number => (x > 0 ? x : Math.expm1(x));
const normal = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

export function sampled(
  kind: Curve['kind'],
  label: string,
  f: (x: number) => number,
  rest: Partial<Curve> = {},
): Curve {
  const x = span(-6, 6, 321);
  return { kind, label, x, y: x.map(f), ...rest };
}

/** A bell of whole counts around `mean`, by formula: no random numbers in goldens. */
function bell(mean: number, deviation: number, count = 40): Bins {
  const edges = span(-4, 4, count + 1);
  const counts = Array.from({ length: count }, (_, i) => {
    const middle = ((edges[i] ?? 0) + (edges[i + 1] ?? 0)) / 2;
    return Math.round((2000 * 8 * normal((middle - mean) / deviation)) / deviation / count);
  });
  return { edges, counts };
}

const layers = ['1', '2', '3', '4', '5', '6', '7', '8'];

export const samples: readonly Sample[] = [
  {
    name: 'curve-smooth',
    draw: (palette, options) =>
      curveFigure(
        {
          title: 'SiLU',
          description: 'f falls to −0.278 at −1.28 and climbs like x; its slope peaks at 1.1.',
          curves: [sampled('value', 'f(x) = x·σ(x)', silu), sampled('slope', 'f′(x)', siluSlope)],
          zones: [{ start: -Infinity, end: -4.6, label: 'slope < 5 %' }],
          asymptotes: [{ slope: 1, intercept: 0, side: 'right', label: 'y = x' }],
        },
        palette,
        options,
      ),
  },
  {
    name: 'curve-second-derivative',
    draw: (palette, options) =>
      curveFigure(
        {
          title: 'Sigmoid',
          description: 'f climbs from 0 to 1; its slope is 0.25 at most.',
          curves: [
            sampled('value', 'σ(x)', sigmoid),
            sampled('slope', 'σ′(x)', (x) => sigmoid(x) * (1 - sigmoid(x))),
            sampled(
              'curvature',
              'σ″(x)',
              (x) => sigmoid(x) * (1 - sigmoid(x)) * (1 - 2 * sigmoid(x)),
            ),
          ],
          zones: [
            { start: -Infinity, end: -4.6, label: 'saturates' },
            { start: 4.6, end: Infinity, label: 'saturates' },
          ],
          asymptotes: [
            { slope: 0, intercept: 0, side: 'left' },
            { slope: 0, intercept: 1, side: 'right' },
          ],
          density: { x: span(-6, 6, 121), y: span(-6, 6, 121).map(normal), label: 'N(0, 1)' },
        },
        palette,
        options,
      ),
  },
  {
    name: 'curve-kink',
    draw: (palette, options) =>
      curveFigure(
        {
          title: 'ReLU',
          description: 'The slope is 0 up to and at 0, and 1 above.',
          curves: [
            sampled('value', 'f(x) = max(0, x)', (x) => Math.max(0, x)),
            sampled('slope', 'f′(x)', (x) => (x > 0 ? 1 : 0), {
              jumps: [{ at: 0, left: 0, right: 1, value: 0 }],
            }),
          ],
          kinks: [0],
          zones: [{ start: -Infinity, end: 0, label: 'dead: slope 0', tone: 'danger' }],
        },
        palette,
        options,
      ),
  },
  {
    name: 'curve-compare',
    draw: (palette, options) =>
      curveFigure(
        {
          title: 'ELU and SiLU',
          description: 'Both climb like x; ELU falls to −1.',
          curves: [
            sampled('value', 'ELU', elu, { series: 0 }),
            sampled('slope', 'ELU′', (x) => (x > 0 ? 1 : Math.exp(x)), { series: 0 }),
            sampled('value', 'SiLU', silu, { series: 1 }),
            sampled('slope', 'SiLU′', siluSlope, { series: 1 }),
          ],
        },
        palette,
        options,
      ),
  },
  {
    name: 'curve-legend',
    draw: (palette, options) =>
      curveFigure(
        {
          title: 'Six functions',
          description: 'Too near each other for names beside the curves.',
          curves: [
            sampled('value', 'ReLU', (x) => Math.max(0, x), { series: 0 }),
            sampled('value', 'Leaky ReLU', (x) => (x > 0 ? x : 0.1 * x), { series: 1 }),
            sampled('value', 'ELU', elu, { series: 2 }),
            sampled('value', 'SiLU', silu, { series: 3 }),
            sampled('value', 'Softplus', (x) => Math.log1p(Math.exp(x)), { series: 4 }),
            sampled('value', 'tanh', Math.tanh, { series: 5 }),
          ],
        },
        palette,
        options,
      ),
  },
  {
    name: 'curve-gaps',
    draw: (palette, options) =>
      curveFigure(
        {
          title: '1/x <at "0"> & 한국어',
          description: 'Values near 0 are missing.',
          curves: [sampled('value', '1/x', (x) => (Math.abs(x) < 0.31 ? Infinity : 1 / x))],
        },
        palette,
        options,
      ),
  },
  {
    name: 'empty',
    draw: (palette, options) =>
      curveFigure(
        { title: 'Nothing', description: 'There is no curve.', curves: [] },
        palette,
        options,
      ),
  },
  {
    name: 'histogram',
    draw: (palette, options) =>
      histogramFigure(
        {
          title: 'Preactivations of layer 3',
          description: 'Most of 2,000 values lie where the slope is over 0.1.',
          bins: bell(0.2, 1),
          curves: [
            sampled('value', 'σ(x)', sigmoid),
            sampled('slope', 'σ′(x)', (x) => sigmoid(x) * (1 - sigmoid(x))),
          ],
          domain: [-4, 4],
          zones: [
            { start: -Infinity, end: -2.5, label: 'slope < 7 %' },
            { start: 2.5, end: Infinity, label: 'slope < 7 %' },
          ],
          countLabel: 'preactivations of layer 3, 2,000 values',
        },
        palette,
        options,
      ),
  },
  {
    name: 'layers-vanishing',
    draw: (palette, options) =>
      layerChart(
        {
          title: 'Gradient norm by layer',
          description: 'Layer 1 gets 3.3·10⁻⁵ of the gradient of layer 8.',
          layers,
          scale: 'log10',
          yLabel: 'gradient norm, relative to the last layer',
          series: [
            {
              label: 'simulated',
              kind: 'measured',
              values: layers.map((_, i) => 10 ** ((i - 7) * 0.64) * (1 + 0.1 * Math.sin(i))),
            },
            {
              label: 'mean-field',
              kind: 'predicted',
              values: layers.map((_, i) => 10 ** ((i - 7) * 0.66)),
            },
          ],
          bands: [{ end: 1e-3, label: 'vanishing: under 10⁻³ of the last layer' }],
        },
        palette,
        options,
      ),
  },
  {
    name: 'layers-broken',
    draw: (palette, options) =>
      layerChart(
        {
          title: 'Gradient by layer',
          description: 'Two layers get none, one is NaN.',
          layers: [
            'conv1.weight',
            'layer1.0.conv1',
            'layer1.0.downsample',
            'layer2.0.conv1',
            'fc.weight',
          ],
          scale: 'log10',
          series: [{ label: 'gradient', kind: 'measured', values: [0, 0, 1e-5, NaN, 1] }],
          thresholds: [{ at: 1e-3, label: '10⁻³' }],
          marks: [
            { layer: 0, label: 'dead' },
            { layer: 1, label: 'dead' },
            { layer: 3, label: 'NaN' },
          ],
        },
        palette,
        options,
      ),
  },
  {
    name: 'steps',
    draw: (palette, options) =>
      lineSeries(
        {
          title: 'Update to weight',
          description: 'Layer 3 learns ten times slower than layer 1.',
          series: [0, 1, 2].map((k) => {
            const x = span(0, 10_000, 400);
            return {
              label: `layer ${k + 1}`,
              x,
              y: x.map((step, i) => -2 - k / 2 - step / 8000 + 0.05 * Math.sin(i)),
            };
          }),
          thresholds: [{ at: -3, label: '10⁻³ is usual' }],
          bands: [{ end: -4, label: 'too slow' }],
          yLabel: 'log₁₀ of update : weight',
        },
        palette,
        options,
      ),
  },
  {
    name: 'heat-units',
    draw: (palette, options) =>
      heatMap(
        {
          title: 'Activations',
          description: 'Units 5 and 17 are 0 for all samples.',
          values: Float64Array.from({ length: 24 * 32 }, (_, i) => {
            const [unit, sample] = [Math.floor(i / 32), i % 32];
            return unit === 5 || unit === 17 ? 0 : Math.sin(unit / 3) + Math.cos(sample / 5 + unit);
          }),
          rows: 24,
          columns: 32,
          rowLabel: 'unit',
          columnLabel: 'sample',
          markedRows: [5, 17],
          markLabel: 'dead',
        },
        palette,
        options,
      ),
  },
  {
    name: 'heat-steps',
    draw: (palette, options) =>
      heatMap(
        {
          title: 'Gradient norm',
          description: 'It falls with depth and with time.',
          values: Float64Array.from(
            { length: 8 * 60 },
            (_, i) => 10 ** (-Math.floor(i / 60) * 0.7 - (i % 60) / 30),
          ),
          rows: 8,
          columns: 60,
          rowLabel: 'layer',
          rowNames: layers.map((name) => `layer ${name}`),
          columnLabel: 'step',
          scale: 'log10',
        },
        palette,
        options,
      ),
  },
  {
    name: 'bars',
    draw: (palette, options) =>
      barChart(
        {
          title: 'Throughput',
          description: 'Three of four are faster.',
          bars: [
            { label: 'sigmoid', value: 4.9, text: '4.9×', spread: [4.6, 5.1] },
            { label: 'gelu (erf)', value: 6.1, text: '6.1×', spread: [5.8, 6.4] },
            { label: 'relu', value: 1.8, text: '1.8×' },
            { label: 'softmax, 1,000 columns', value: 0.72, text: '0.72×', tone: 'danger' },
          ],
          scale: 'log10',
          reference: { at: 1, label: 'a JavaScript loop = 1' },
          xLabel: 'throughput, float32, one thread',
        },
        palette,
        options,
      ),
  },
  {
    name: 'small-multiples',
    draw: (palette, options) =>
      smallMultiples(
        {
          title: 'Preactivations, and the slope they meet',
          description: 'The spread shrinks from layer to layer.',
          cells: layers.map((name, i) => ({
            name: `layer ${name}`,
            note: i === 2 ? '3 % dead' : `σ = ${(1 - i * 0.08).toFixed(2)}`,
            tone: i === 2 ? ('danger' as const) : ('muted' as const),
            bins: bell(0, 1 - i * 0.08),
            curves: [sampled('slope', 'σ′(x)', (x) => sigmoid(x) * (1 - sigmoid(x)))],
          })),
          domain: [-4, 4],
        },
        palette,
        options,
      ),
  },
];
