import { activations, type Accuracy, type Float32Accuracy } from '@actigrad/core';
import { markdownTable } from '../markdown-table.ts';
import { hex } from './accuracy-module.ts';
import { slopeNearZero } from './near-zero.ts';
import { publishedErrors } from './published-errors.ts';
import { toFloat32Accuracy } from './to-accuracy.ts';
import type { ErrorOf } from './walk.ts';

/** One line for a terminal: `tanh  value 2.443 ULP at 0xbe…, …`. */
export function describeErrors(id: string, { value, slope }: ErrorOf): string {
  return `${id}: value ${describeFigures(toFloat32Accuracy(value))}; slope ${describeFigures(toFloat32Accuracy(slope))}`;
}

function describeFigures({ maxUlp, meanUlp, worst, correctlyRounded }: Float32Accuracy): string {
  return `${ulp(maxUlp)} ULP at ${hex(worst)}, mean ${meanUlp.toFixed(4)}, ${percent(correctlyRounded)} correctly rounded`;
}

/** The text of ACCURACY.md. */
export function accuracyReport(accuracies: ReadonlyMap<string, Accuracy>): string {
  const rows = [...accuracies].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const float32 = (which: 'value' | 'slope'): string =>
    markdownTable(
      ['Function', 'Max ULP', 'Mean ULP', 'Worst input', 'x', 'Correctly rounded'],
      rows.map(([id, accuracy]) => {
        const { maxUlp, meanUlp, worst, correctlyRounded } = accuracy.float32[which];
        return [
          nameOf(id),
          ulp(maxUlp),
          meanUlp.toFixed(4),
          maxUlp > 0 ? `\`${hex(worst)}\`` : '',
          maxUlp > 0 ? String(Number(numberOf(worst).toPrecision(6))) : '',
          percent(correctlyRounded),
        ];
      }),
    );
  const nearZero = markdownTable(
    ['Function', 'Zone near zero', 'Max ULP at the slope itself'],
    rows.flatMap(([id, accuracy]) =>
      (accuracy.float32.slope.nearZero?.zones ?? []).map(({ from, to }) => [
        nameOf(id),
        `${from.toFixed(2)} to ${to.toFixed(2)}`,
        ulp(accuracy.float32.slope.nearZero?.maxUlp ?? 0),
      ]),
    ),
  );
  const float64 = markdownTable(
    ['Function', 'Value, max ULP', 'Slope, max ULP', 'Points'],
    rows.map(([id, accuracy]) => {
      const { value, slope } = accuracy.float64;
      return [
        nameOf(id),
        value.maxUlp.toFixed(2),
        slope.maxUlp.toFixed(2),
        value.points.toLocaleString('en'),
      ];
    }),
  );
  const others = markdownTable(
    ['Library', 'Function', 'Value', 'Slope', 'Basis'],
    publishedErrors.map((row) => [
      row.library,
      row.functions,
      row.value ?? '',
      row.slope ?? '',
      row.basis,
    ]),
  );
  return `# Accuracy

Written by \`npx pnpm@10 accuracy\`; do not edit.

An error is |result − exact| in units of the spacing of the dtype at the exact result (ULP). Where
the exact result is subnormal, the spacing is that of the subnormals. Equal infinities, an infinity
to which the exact result rounds, and NaN for NaN are no error. A result is correctly rounded if it
is the nearest number, down to the sign of zero: its error is then at most 0.5.

Parameters are the defaults, as float64 has them. No input is left out. Where a slope passes through
zero at an input other than 0, it is a difference of terms that nearly cancel. In a zone around such
an input, outwards while |slope| grows and stays under ${slopeNearZero}, its error counts in the
spacing at ${slopeNearZero}, 2^-26; a table of its own gives the largest error there in the spacing at
the slope itself.

## Within 1 ULP

The aim is 1 ULP, of float32 at every input and of float64 at every point.

${withinOneUlp(rows)}

## float32, value

Each function at all 4,294,967,296 inputs, against its float64 kernel.

${float32('value')}

## float32, slope

${float32('slope')}

${nearZero}

## float64

At points computed with 220 digits (mpmath) and rounded to float64, so that a correctly rounded
result counts 0. Slopes in a zone near zero count as above, in the spacing at ${slopeNearZero}, 2^-55.

${float64}

## What others reach

In float32. Published bounds are those that a library's own tests or documentation allow; measured
ones are taken on samples, so that the true maximum may be larger.

${others}
`;
}

/** Which functions are there in float32 and in float64, and which are not, by value and slope. */
function withinOneUlp(rows: readonly (readonly [string, Accuracy])[]): string {
  const which = ['value', 'slope'] as const;
  const namesWhere = (holds: (accuracy: Accuracy) => boolean): string =>
    rows.flatMap(([id, accuracy]) => (holds(accuracy) ? [nameOf(id)] : [])).join(', ') || 'none';
  const lines = (['float32', 'float64'] as const).flatMap((dtype) => [
    `- ${dtype}, value and slope: ${namesWhere((of) => which.every((map) => of[dtype][map].maxUlp <= 1))}`,
    ...which.map(
      (map) => `- ${dtype}, ${map} above 1 ULP: ${namesWhere((of) => of[dtype][map].maxUlp > 1)}`,
    ),
  ]);
  return lines.join('\n');
}

function ulp(error: number): string {
  return error === Infinity ? '∞' : error.toFixed(3);
}

function nameOf(id: string): string {
  return activations.get(id)?.name ?? id;
}

/** Rounded down, so that 100 % means all. */
function percent(share: number): string {
  return `${(Math.floor(share * 1e4) / 1e2).toFixed(2)} %`;
}

const pattern = new Uint32Array(1);
const number = new Float32Array(pattern.buffer);

function numberOf(bits: number): number {
  pattern[0] = bits;
  return number[0] as number;
}
