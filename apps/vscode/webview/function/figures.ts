import type { Activation } from '@actigrad/core';
import {
  chooseDomain,
  curveFigure,
  formatNumber,
  histogramFigure,
  sampleCurve,
  smallMultiples,
  type Bins,
  type Curve,
  type CurveFigure,
  type CurveKind,
  type Palette,
} from '@actigrad/plot';
import type { FigureContent } from '../../shared/figure-block.ts';
import { chooseZones } from '../../src/figure/choose-zones.ts';
import { describeFacts } from '../../src/explanation/describe-facts.ts';
import type { ViewContext } from '../view.ts';
import type { Inputs } from './inputs.ts';
import type { Outcome } from './outcome.ts';
import type { FunctionState } from './state.ts';

type Translate = ViewContext['t'];

const kinds: readonly CurveKind[] = ['value', 'slope', 'curvature'];
export const kindLabels: Readonly<Record<CurveKind, string>> = {
  value: 'f(x)',
  slope: 'f′(x)',
  curvature: 'f″(x)',
};

/** The curves of the functions over their inputs, as data. */
export function curvesOf(
  { functions, derivatives, x }: FunctionState,
  { density }: Inputs,
  t: Translate,
): CurveFigure {
  const domain = domainOf(functions, density.x);
  const [only, other] = functions;
  return {
    title: functions.map(({ name }) => name).join(', '),
    description: functions
      .map((each) => `${each.name}: ${describeFacts(each, t).join(', ')}.`)
      .join(' '),
    curves: functions.flatMap((each, index) => curves(each, derivatives, domain, other && index)),
    domain,
    density,
    marker: x,
    ...(only &&
      !other && { zones: chooseZones(only, t), kinks: only.facts().kinks.map(({ at }) => at) }),
  };
}

function curves(
  activation: Activation,
  derivatives: number,
  domain: readonly [number, number],
  series: number | undefined,
): Curve[] {
  return kinds.slice(0, derivatives + 1).map((kind) => {
    const label = series === undefined ? kindLabels[kind] : kind === 'value' ? activation.name : '';
    return {
      ...sampleCurve(activation, kind, domain, label),
      ...(series !== undefined && { series }),
    };
  });
}

/** What the curves do, and where the inputs are. */
function domainOf(functions: readonly Activation[], inputs: ArrayLike<number>): [number, number] {
  const [start, end] = chooseDomain(functions.map((each) => each.facts()));
  const [least = 0, most = 0] = [inputs[0], inputs[inputs.length - 1]];
  return [Math.min(start, Math.floor(least)), Math.max(end, Math.ceil(most))];
}

/** Rows of the table behind the curves: enough to draw them again. */
const tableRows = 121;

export function curveContent(
  data: CurveFigure,
  { functions, derivatives }: FunctionState,
  palette: Palette,
  size: { readonly width: number; readonly height: number },
): FigureContent {
  const [start, end] = data.domain ?? [-1, 1];
  const x = Float64Array.from(
    { length: tableRows },
    (_, row) => start + ((end - start) * row) / (tableRows - 1),
  );
  const shown = kinds.slice(0, derivatives + 1);
  const columns = functions.flatMap((each) =>
    shown.map((kind) => ({
      label: functions.length > 1 ? `${each.name} ${kindLabels[kind]}` : kindLabels[kind],
      values: readAt(each, kind, x),
    })),
  );
  return {
    title: data.title,
    svg: curveFigure(data, palette, size),
    table: {
      columns: ['x', ...columns.map(({ label }) => label)].map((label) => ({
        label,
        isNumeric: true,
      })),
      rows: Array.from(x, (at, row) => [
        formatNumber(at, 6),
        ...columns.map(({ values }) => formatNumber(values[row] ?? NaN, 9)),
      ]),
    },
  };
}

/** Step of the central difference for f″: far above rounding, far below a pixel. */
const differenceStep = 1e-4;

/** f, f' or f″ at places, from the kernels. */
export function readAt(activation: Activation, kind: CurveKind, x: Float64Array): Float64Array {
  const slopes = (at: Float64Array): Float64Array =>
    activation.backward(at, new Float64Array(at.length).fill(1));
  if (kind === 'value') return activation.forward(x);
  if (kind === 'slope') return slopes(x);
  const after = slopes(x.map((at) => at + differenceStep));
  const before = slopes(x.map((at) => at - differenceStep));
  return after.map((slope, index) => (slope - before[index]!) / (2 * differenceStep));
}

/** How outputs or slopes are spread. */
export function spreadContent(
  kind: 'outputs' | 'slopes',
  activation: Activation,
  outcome: Outcome,
  palette: Palette,
  t: Translate,
): FigureContent {
  const bins = outcome[kind];
  const title =
    kind === 'outputs' ? t('Outputs of {0}', activation.name) : t('Slopes of {0}', activation.name);
  const description =
    kind === 'outputs'
      ? t('{0} ± {1}', formatNumber(outcome.mean), formatNumber(outcome.std))
      : t('root mean square {0}', formatNumber(Math.sqrt(outcome.slopeMeanSquare)));
  return {
    title: `${title}: ${description}`,
    svg: histogramFigure({ title, description, bins, countLabel: t('share of inputs') }, palette, {
      width: 320,
      height: 150,
    }),
    table: binTable(bins, t),
  };
}

function binTable({ edges, counts }: Bins, t: Translate): FigureContent['table'] {
  return {
    columns: [t('from'), t('to'), t('share')].map((label) => ({ label, isNumeric: true })),
    rows: Array.from(counts, (count, bin) => [
      formatNumber(edges[bin] ?? NaN, 6),
      formatNumber(edges[bin + 1] ?? NaN, 6),
      formatNumber(count, 6),
    ]),
  };
}

/** The functions side by side on the same axes, each with what is left of a gradient. */
export function multiplesContent(
  data: CurveFigure,
  { functions, derivatives }: FunctionState,
  outcomes: readonly Outcome[],
  palette: Palette,
  width: number,
  t: Translate,
): FigureContent {
  const domain = data.domain ?? [-1, 1];
  const title = t('Side by side');
  return {
    title,
    svg: smallMultiples(
      {
        title,
        description: data.description,
        cells: functions.map((each, index) => ({
          name: each.name,
          note: `E f′² ${formatNumber(outcomes[index]?.slopeMeanSquare ?? NaN)}`,
          curves: curves(each, Math.max(1, derivatives), domain, undefined),
        })),
        domain,
      },
      palette,
      { width },
    ),
    table: {
      columns: [
        { label: t('function'), isNumeric: false },
        { label: 'E f′²', isNumeric: true },
      ],
      rows: functions.map((each, index) => [
        each.name,
        formatNumber(outcomes[index]?.slopeMeanSquare ?? NaN, 6),
      ]),
    },
  };
}
