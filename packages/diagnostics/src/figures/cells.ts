import { formatNumber } from '@actigrad/plot';
import { english, type Translate } from '../words.ts';

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

export function unitsIn(count: number, t: Translate): string {
  return count === 1 ? t('1 unit') : t('{0} units', formatNumber(count, 15));
}

export function samplesIn(count: number, t: Translate): string {
  return count === 1 ? t('1 sample') : t('{0} samples', formatNumber(count, 15));
}

export function valuesIn(count: number, t: Translate): string {
  return count === 1 ? t('1 value') : t('{0} values', formatNumber(count, 15));
}

/** NaN where a chart has a gap. */
export function orGap(value: number | null | undefined): number {
  return value ?? NaN;
}

/** `layer1 to layer5` where they adjoin by number; else a list. */
export function nameLayers(layers: readonly string[], t: Translate = english): string {
  const parsed = layers.map((layer) => /^(.*?)(\d+)$/.exec(layer));
  const adjoin = parsed.every(
    (match, index) =>
      match && match[1] === parsed[0]?.[1] && Number(match[2]) === Number(parsed[0]?.[2]) + index,
  );
  if (layers.length > 2 && adjoin) return t('{0} to {1}', layers[0]!, layers.at(-1)!);
  return layers.length > 1
    ? t('{0} and {1}', layers.slice(0, -1).join(', '), layers.at(-1)!)
    : (layers[0] ?? '');
}

/** One sentence for all layers: adjoining ones of which the same is said are named together. */
export function tellByLayer(
  layers: readonly { readonly layer: string; readonly said: string }[],
  t: Translate,
): string {
  const groups: { names: string[]; said: string }[] = [];
  for (const { layer, said } of layers) {
    const last = groups.at(-1);
    if (last?.said === said) last.names.push(layer);
    else groups.push({ names: [layer], said });
  }
  return `${groups.map(({ names, said }) => `${nameLayers(names, t)}: ${said}`).join('; ')}.`;
}
