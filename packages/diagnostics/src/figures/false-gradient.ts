import type { Activation } from '@actigrad/core';
import { formatNumber, lineSeries } from '@actigrad/plot';
import { figure, percent } from './cells.ts';
import { activationOf, type LayerSnapshot } from './network-snapshot.ts';
import { canvasOf, number, type Look, type Picture } from './picture.ts';

const pointCount = 401;
const rowCount = 17;
/** Halvings of the interval in which f takes a value: its width ends at rounding. */
const halvings = 80;
/** Slopes under this are no gradient for any dtype: least subnormal float32, 2^-149. */
const leastSlope = 2 ** -149;

/**
 * Draws the true slope over a layer's preactivations beside the slope that follows from the output
 * rounded to float32, as frameworks take it: where the output has rounded to its limit, it is 0.
 */
export function falseGradientFigure(
  { figures, activation: choice, preactivations, falseGradient }: LayerSnapshot,
  look: Look,
): Picture | undefined {
  const { palette, options, t } = canvasOf(look);
  const activation = choice && activationOf(choice);
  if (!activation || !preactivations || !isInvertible(activation)) return undefined;
  const reach = Math.max(Math.abs(preactivations.start), Math.abs(preactivations.end));
  // Far enough to see where a slope is lost, and no farther than that needs.
  const end = falseGradient ? Math.min(reach, 2 * Math.abs(falseGradient.nearest)) : reach;
  const x = Float64Array.from(
    { length: pointCount },
    (_, index) => -end + (2 * end * index) / (pointCount - 1),
  );
  const truth = x.map((at) => activation.slope(at));
  const rounded = slopesFromOutputs(activation, x);
  const lost = falseGradient
    ? t(
        'Of {0} captured gradients {1} are exactly 0 though the true slope is up to {2}.',
        formatNumber(Math.round(falseGradient.count / falseGradient.share), 15),
        percent(falseGradient.share),
        figure(falseGradient.largestSlope),
      )
    : t('None of the captured gradients is falsely 0.');
  const zeroFrom = x.find((at, index) => at > 0 && rounded[index] === 0);
  const where =
    zeroFrom === undefined
      ? ''
      : ` ${t('From about {0} on the rounded output gives 0.', figure(zeroFrom))}`;
  const words = {
    title: t('True slope and slope from the float32 output in {0}', figures.layer),
    description: `${lost}${where}`,
  };
  const floor = 10 ** Math.floor(Math.log10(Math.min(...truth.filter((slope) => slope > 0))));
  const svg = lineSeries(
    {
      ...words,
      scale: 'log10',
      yLabel: t('slope of {0}; a line that drops has become 0', activation.name),
      range: [floor, Math.max(...truth)],
      series: [
        { label: t('from output'), x, y: dropped(rounded, floor), tone: 'danger' },
        { label: t('true slope'), x, y: truth, tone: 'slope', kind: 'predicted' },
      ],
    },
    palette,
    options,
  );
  const columns = [
    number(t('preactivation')),
    number(t('true slope')),
    number(t('from the float32 output')),
  ];
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const index = Math.round((row * (pointCount - 1)) / (rowCount - 1));
    return [figure(x[index]), figure(truth[index]), figure(rounded[index])];
  });
  return { ...words, svg, table: { columns, rows } };
}

/** Lets a line that becomes 0 drop to the floor of a log axis and end there. */
function dropped(slopes: Float64Array, floor: number): Float64Array {
  return slopes.map((slope, index) => {
    const isEdge = slopes[index - 1]! > 0 || slopes[index + 1]! > 0;
    return slope === 0 && isEdge ? floor : slope;
  });
}

/** A slope follows from the output only where each output comes from one input. */
function isInvertible(activation: Activation): boolean {
  const { monotone, dead, saturation } = activation.facts();
  return monotone && dead.length === 0 && saturation.length > 0;
}

/**
 * f' at the inputs that give the rounded outputs: y (1 - y), 1 - y² and their kin, whatever the
 * function, in exact arithmetic after the rounding of y. All inputs are sought at once.
 */
function slopesFromOutputs(activation: Activation, x: Float64Array): Float64Array {
  const y = activation.forward(x).map(Math.fround);
  const { min, max } = activation.facts().range;
  const isRising = activation.value(1) > activation.value(-1);
  const low = x.map((at) => -Math.abs(at) - 40);
  const high = x.map((at) => Math.abs(at) + 40);
  const middle = new Float64Array(x.length);
  for (let step = 0; step < halvings; step++) {
    for (let index = 0; index < x.length; index++) middle[index] = (low[index]! + high[index]!) / 2;
    const values = activation.forward(middle);
    for (let index = 0; index < x.length; index++) {
      const isBefore = values[index]! < y[index]!;
      const side = isBefore === isRising ? low : high;
      side[index] = middle[index]!;
    }
  }
  const slopes = activation.backward(middle, new Float64Array(x.length).fill(1));
  return slopes.map((slope, index) => {
    const hasRounded = y[index]! <= min || y[index]! >= max;
    return hasRounded || Math.abs(slope) < leastSlope ? 0 : Math.abs(slope);
  });
}
