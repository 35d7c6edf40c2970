import { formatNumber } from '@actigrad/plot';

/** What stands where nothing was measured. */
const missing = '–';

/** A figure in three digits. */
export function figure(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value)
    ? missing
    : formatNumber(value);
}

/** A share of 1 as a percentage. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined || Number.isNaN(share)
    ? missing
    : `${formatNumber(100 * share)} %`;
}

/** 1 unit, 2 units. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count, 15)} ${noun}${count === 1 ? '' : 's'}`;
}

/** NaN where a chart has a gap. */
export function orGap(value: number | null | undefined): number {
  return value ?? NaN;
}

/** `layer1 to layer5` where they adjoin by number; else a list. */
export function nameLayers(layers: readonly string[]): string {
  const parsed = layers.map((layer) => /^(.*?)(\d+)$/.exec(layer));
  const adjoin = parsed.every(
    (match, index) =>
      match && match[1] === parsed[0]?.[1] && Number(match[2]) === Number(parsed[0]?.[2]) + index,
  );
  if (layers.length > 2 && adjoin) return `${layers[0]} to ${layers.at(-1)}`;
  return layers.length > 1
    ? `${layers.slice(0, -1).join(', ')} and ${layers.at(-1)}`
    : (layers[0] ?? '');
}

/** One sentence for all layers: adjoining ones of which the same is said are named together. */
export function tellByLayer(
  layers: readonly { readonly layer: string; readonly said: string }[],
): string {
  const groups: { names: string[]; said: string }[] = [];
  for (const { layer, said } of layers) {
    const last = groups.at(-1);
    if (last?.said === said) last.names.push(layer);
    else groups.push({ names: [layer], said });
  }
  return `${groups.map(({ names, said }) => `${nameLayers(names)}: ${said}`).join('; ')}.`;
}
