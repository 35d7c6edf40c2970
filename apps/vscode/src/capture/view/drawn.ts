import type { Picture } from '@actigrad/diagnostics/figures';
import type { FigureOptions, Palette } from '@actigrad/plot';
import type { Translate } from '../../words.ts';
import type { Drawing } from './figures.ts';

interface Drawn {
  readonly palette: Palette;
  readonly picture: Picture | undefined;
}

/** Pictures by what they show: they are dropped together. */
const drawn = new WeakMap<object, Map<string, Drawn>>();

/** Draws a picture once, and again in other colours: it takes milliseconds, and a page is drawn ten times a second. */
export function drawOnce(
  { id, shows, preset, draw }: Drawing,
  palette: Palette,
  options: FigureOptions,
  t: Translate,
): Picture | undefined {
  const pictures = drawn.get(shows) ?? new Map<string, Drawn>();
  drawn.set(shows, pictures);
  const key = JSON.stringify([id, preset, options]);
  const before = pictures.get(key);
  if (before?.palette === palette) return before.picture;
  const picture = draw({ palette, t, ...options });
  pictures.set(key, { palette, picture });
  return picture;
}
