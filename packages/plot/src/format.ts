/** U+2212, as wide as a plus sign and a digit; the hyphen is not. */
const MINUS = '\u2212';

const SUPERSCRIPTS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** Outside [10⁻³, 10⁶) a number is written as a power: digits to count are digits misread. */
const PLAIN_MIN = 1e-3;
const PLAIN_MAX = 1e6;

/**
 * Formats a number for reading: true minus sign, thousands separated, powers of ten as powers.
 *
 * @param significant digits kept, 1 to 15; trailing zeros are dropped
 * @example formatNumber(-0.17004) // '−0.17'
 * @example formatNumber(0.000035) // '3.5·10⁻⁵'
 */
export function formatNumber(value: number, significant = 3): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Math.abs(value) === Infinity) return signed(value, '∞');
  const size = Number(Math.abs(value).toPrecision(significant));
  const isPlain = size === 0 || (size >= PLAIN_MIN && size < PLAIN_MAX);
  return isPlain ? signed(size && value, separateThousands(size)) : signed(value, asPower(size));
}

/**
 * Formats 10 to an integer power; 1 and 10 are written out.
 *
 * @example formatPower(-5) // '10⁻⁵'
 */
export function formatPower(exponent: number): string {
  if (exponent === 0) return '1';
  if (exponent === 1) return '10';
  const digits = String(Math.abs(exponent)).replace(
    /\d/g,
    (digit) => SUPERSCRIPTS[Number(digit)] ?? '',
  );
  return `10${exponent < 0 ? '\u207b' : ''}${digits}`;
}

/**
 * Formats the ticks of one linear axis alike: as many digits as their step needs, all plain or all as powers.
 *
 * @example formatTicks([-0.5, 0, 0.5, 1]) // ['−0.5', '0', '0.5', '1']
 */
export function formatTicks(ticks: readonly number[]): string[] {
  const largest = ticks.reduce((most, tick) => Math.max(most, Math.abs(tick)), 0);
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  const digits = largest > 0 && step > 0 ? significantDigits(largest, step) : 3;
  const isPlain = largest >= PLAIN_MIN && largest < PLAIN_MAX;
  return ticks.map((tick) => {
    const size = Number(Math.abs(tick).toPrecision(digits));
    return signed(size && tick, size === 0 || isPlain ? separateThousands(size) : asPower(size));
  });
}

function signed(value: number, size: string): string {
  return value < 0 ? MINUS + size : size;
}

/** 35000000 as 3.5·10⁷. */
function asPower(size: number): string {
  const [mantissa, exponent] = size.toExponential().split('e') as [string, string];
  const power = formatPower(Number(exponent));
  return mantissa === '1' ? power : `${mantissa}·${power}`;
}

/** Digits from the largest tick's first down to the step's last; a step has at most two (d3 uses 1, 2, 2.5, 5). */
function significantDigits(largest: number, step: number): number {
  const digits = Math.floor(Math.log10(largest)) - Math.floor(Math.log10(step)) + 2;
  return Math.min(15, Math.max(1, digits));
}

function separateThousands(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  // Four digits are read at a glance; from five on they are grouped.
  const grouped = whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
