/** Shows a figure with three digits: 0.124, 3.2e-5, 17. */
export function figure(value: number): string {
  const size = Math.abs(value);
  const isPlain = value === 0 || !Number.isFinite(value) || (size >= 1e-3 && size < 1e5);
  return isPlain
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
}

/** Shows a share of 1 as a percentage. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** 1 unit, 2 units. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
