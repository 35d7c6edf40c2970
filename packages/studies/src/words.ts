/** A figure in three digits, with a true minus sign. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const isPlain = size === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e6);
  const digits = isPlain ? String(Number(value.toPrecision(3))) : value.toExponential(1);
  return digits.replaceAll('-', '−').replace('e+', 'e');
}

export function percent(share: number): string {
  return `${figure(100 * share)} %`;
}
