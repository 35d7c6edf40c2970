import { languageIds, type SettingKey } from './ids.ts';

export interface HoverSettings {
  readonly enabled: boolean;
  readonly size: PictureSize;
  readonly derivatives: DerivativeOrder;
  readonly languages: ReadonlySet<string>;
}

/** Pixels of the card; formulas too long to stand beside the plot make it higher. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Highest derivative that is drawn. */
export type DerivativeOrder = 0 | 1 | 2;

/**
 * A hover is 500 px wide before its text is broken, and 250 px high before it scrolls: of the
 * medium picture the facts under it are seen at once.
 */
const sizes: Readonly<Record<string, PictureSize>> = {
  small: { width: 380, height: 116 },
  medium: { width: 460, height: 144 },
  large: { width: 490, height: 200 },
};
const orders: Readonly<Record<string, DerivativeOrder>> = { none: 0, first: 1, second: 2 };

/** Reads the settings; what a user wrote that is none of the choices counts as not written. */
export function readSettings(get: (key: SettingKey) => unknown): HoverSettings {
  const languages = get('languages');
  return {
    enabled: get('enabled') !== false,
    size: choose(sizes, get('size')) ?? (sizes['medium'] as PictureSize),
    derivatives: choose(orders, get('derivatives')) ?? 1,
    languages: new Set<unknown>(Array.isArray(languages) ? languages : languageIds) as Set<string>,
  };
}

/** Whatever is not said to be off is on. */
export function isSwitchedOn(value: unknown): boolean {
  return value !== false;
}

function choose<T>(choices: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(choices, name) ? choices[name] : undefined;
}
