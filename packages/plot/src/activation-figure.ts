import type { Activation, Facts } from '@actigrad/core';
import { chooseDomain } from './choose-domain.ts';
import type { Asymptote, Curve } from './curve-data.ts';
import type { CurveFigure } from './curve.ts';
import { formatNumber } from './format.ts';
import { sampleCurve } from './sample-curve.ts';
import type { Zone } from './zone.ts';

/** What of a function is drawn. */
export interface ActivationView {
  /** The x axis; by default as far as something happens. */
  readonly domain?: readonly [number, number];
  /** Whether f' is drawn. Default true. */
  readonly slope?: boolean;
}

/** A zone narrower than this share of the picture is not worth its name. */
const leastZone = 0.02;
/** Where lines that f approaches are read off: far enough for any rest to be under 1e-9 of it. */
const farOut = 1e6;

/** The figure of one function: f and f' from its kernels, with its zones, kinks and asymptotes. */
export function activationFigure(activation: Activation, view: ActivationView = {}): CurveFigure {
  const facts = activation.facts();
  const domain = view.domain ?? chooseDomain([facts]);
  return {
    title: activation.name,
    description: describeFacts(facts),
    curves: activationCurves(activation, domain, view.slope ?? true),
    domain,
    zones: zonesOf(facts, domain),
    kinks: facts.kinks.map(({ at }) => at),
    asymptotes: asymptotesOf(activation),
  };
}

/** f, and f' if wanted, as drawn curves; `series` numbers functions that are compared. */
export function activationCurves(
  activation: Activation,
  domain: readonly [number, number],
  slope = true,
  series?: number,
): Curve[] {
  const named = (label: string) => (series === undefined ? label : `${activation.name} ${label}`);
  const of = series === undefined ? {} : { series };
  const value = { ...sampleCurve(activation, 'value', domain, named('f(x)')), ...of };
  if (!slope) return [value];
  return [value, { ...sampleCurve(activation, 'slope', domain, named('f′(x)')), ...of }];
}

function zonesOf({ dead, saturation }: Facts, domain: readonly [number, number]): Zone[] {
  const deadZones = dead.map(({ from, to }): Zone => ({
    start: from,
    end: to,
    label: 'dead',
    tone: 'danger',
  }));
  const least = (domain[1] - domain[0]) * leastZone;
  const faint = saturation.flatMap(({ side, from }): Zone[] => {
    const left = side === 'left';
    // What is dead is named so, and only what is left of the zone is faint.
    const edge = left
      ? Math.max(domain[0], ...dead.filter((zone) => zone.from < from).map(({ to }) => to))
      : Math.min(domain[1], ...dead.filter((zone) => zone.to > from).map((zone) => zone.from));
    if (Math.abs(from - edge) < least || (left ? edge > from : edge < from)) return [];
    const [start, end] = left
      ? [edge === domain[0] ? -Infinity : edge, from]
      : [from, edge === domain[1] ? Infinity : edge];
    return [{ start, end, label: 'slope < 1 %' }];
  });
  return [...deadZones, ...faint];
}

function asymptotesOf(activation: Activation): Asymptote[] {
  return (['left', 'right'] as const).flatMap((side) => {
    const x = side === 'left' ? -farOut : farOut;
    const [slope, next] = [activation.slope(x), activation.slope(2 * x)];
    const intercept = activation.value(x) - slope * x;
    // Only lines: a slope that still changes, as that of a parabola, approaches none.
    if (Math.abs(next - slope) > 1e-6 || !Number.isFinite(intercept)) return [];
    // On a straight piece the line would only cover the curve.
    const isThere = activation.value(side === 'left' ? -2 : 2);
    if (Math.abs(isThere - (slope * Math.sign(x) * 2 + intercept)) < 1e-9) return [];
    return [{ slope: tidy(slope), intercept: tidy(intercept), side }];
  });
}

/** Removes the rounding of reading a limit off at a far point. */
function tidy(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** The facts in sentences: what a screen reader says in place of the picture. */
function describeFacts({ range, largestSlope, saturation, dead }: Facts): string {
  const side = { left: 'below', right: 'above' };
  return [
    `Values from ${formatNumber(range.min)} to ${formatNumber(range.max)}.`,
    describeLargest(largestSlope),
    ...saturation.map((zone) => `Slope under 1 % ${side[zone.side]} ${formatNumber(zone.from)}.`),
    ...dead.map(({ from, to }) => `Slope 0 from ${formatNumber(from)} to ${formatNumber(to)}.`),
  ].join(' ');
}

function describeLargest({ at, value }: Facts['largestSlope']): string {
  if (!Number.isFinite(value)) return 'The slope grows without end.';
  if (!Number.isFinite(at)) return `The slope approaches ${formatNumber(value)}.`;
  return `Largest slope ${formatNumber(value)} at ${formatNumber(at)}.`;
}
