/**
 * The colours and the typeface of a figure.
 *
 * Any CSS colour will do. Curves are told apart by dash as well, so a palette may be grey.
 */
export interface Palette {
  /** The figure's ground; also the halo round labels. */
  readonly background: string;
  /** The frame of an opaque figure; high contrast asks for one. */
  readonly border: string;
  /** Titles and names. */
  readonly text: string;
  /** Tick labels, zone names, predicted series. */
  readonly muted: string;
  /** Grid lines and hatching. */
  readonly grid: string;
  /** The lines through 0 and the baselines of charts. */
  readonly axis: string;
  /** f. */
  readonly value: string;
  /** f', gradients. */
  readonly slope: string;
  /** f''. */
  readonly curvature: string;
  /** Vanishing, dead, exploding. */
  readonly danger: string;
  /** Colours of compared functions, in order; more functions start over. */
  readonly series: readonly string[];
  /** Width of a curve in px. */
  readonly strokeWidth: number;
  readonly fontFamily: string;
  /** A style sheet that the colours refer to. */
  readonly style?: string;
}

/** The name of a palette colour with a meaning. */
export type Tone = 'value' | 'slope' | 'curvature' | 'muted' | 'danger';

const SANS_SERIF = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";

export const lightPalette: Palette = {
  background: '#ffffff',
  border: '#d0d7de',
  text: '#1f2328',
  muted: '#656d76',
  grid: '#d0d7de',
  axis: '#848d97',
  value: '#1f6feb',
  slope: '#bc4c00',
  curvature: '#8250df',
  danger: '#cf222e',
  series: ['#1f6feb', '#bc4c00', '#00795c', '#a0369a', '#7d6300', '#57606a'],
  strokeWidth: 2,
  fontFamily: SANS_SERIF,
};

export const darkPalette: Palette = {
  background: '#1f1f1f',
  border: '#3c3c3c',
  text: '#e6e6e6',
  muted: '#9d9d9d',
  grid: '#3c3c3c',
  axis: '#7d7d7d',
  value: '#6cb6ff',
  slope: '#ffa657',
  curvature: '#c297ff',
  danger: '#ff7b72',
  series: ['#6cb6ff', '#ffa657', '#45d6ae', '#f29be0', '#e3c54d', '#b4bcc4'],
  strokeWidth: 2,
  fontFamily: SANS_SERIF,
};

export const highContrastLightPalette: Palette = {
  background: '#ffffff',
  border: '#0f4a85',
  text: '#000000',
  muted: '#292929',
  grid: '#a6a6a6',
  axis: '#292929',
  value: '#0a48ad',
  slope: '#8a3400',
  curvature: '#5a2ca8',
  danger: '#a40e26',
  series: ['#0a48ad', '#8a3400', '#005a44', '#7d1f77', '#594600', '#3d444d'],
  strokeWidth: 2.5,
  fontFamily: SANS_SERIF,
};

export const highContrastDarkPalette: Palette = {
  background: '#000000',
  border: '#6fc3df',
  text: '#ffffff',
  muted: '#e0e0e0',
  grid: '#5c5c5c',
  axis: '#e0e0e0',
  value: '#7cc0ff',
  slope: '#ffb570',
  curvature: '#d3b3ff',
  danger: '#ff9a92',
  series: ['#7cc0ff', '#ffb570', '#5ce6bf', '#ffb0ee', '#f2d76b', '#d0d7de'],
  strokeWidth: 2.5,
  fontFamily: SANS_SERIF,
};

/**
 * The VS Code theme variable behind each colour that has one. Orange has none to rely on: in the usual
 * dark theme it is that of a find match, at 2:1 against the ground.
 */
const THEME_VARIABLES = {
  background: '--vscode-editor-background',
  border: '--vscode-contrastBorder',
  text: '--vscode-editor-foreground',
  muted: '--vscode-descriptionForeground',
  value: '--vscode-charts-blue',
  curvature: '--vscode-charts-purple',
  danger: '--vscode-charts-red',
} as const satisfies Partial<Record<keyof Palette, string>>;

/**
 * A palette for SVG inside a VS Code webview: the theme's own variables, with `fallback` where it has none.
 *
 * Not for images: variables of a page do not enter an `<img>`.
 */
export function cssPalette(fallback: Palette): Palette {
  const themed = Object.entries(THEME_VARIABLES).map(([name, variable]) => [
    name,
    `var(${variable}, ${fallback[name as keyof typeof THEME_VARIABLES]})`,
  ]);
  const colours = Object.fromEntries(themed) as Record<keyof typeof THEME_VARIABLES, string>;
  const series = [colours.value, fallback.slope, ...fallback.series.slice(2)];
  const fontFamily = `var(--vscode-font-family, ${fallback.fontFamily})`;
  return { ...fallback, ...colours, series, fontFamily };
}

/**
 * A palette for one file that follows the reader's light or dark preference by media query; paper is light.
 *
 * @param root selector of what declares the colours: a page with many figures does so once, with `:root`
 */
export function adaptivePalette(light: Palette, dark: Palette, root = 'svg'): Palette {
  const names = Object.keys(light).filter(
    (name): name is ColourName => name in dark && isColour(name),
  );
  const declare = (palette: Palette): string =>
    [
      ...names.map((name) => `--${name}:${palette[name]}`),
      ...palette.series.map((colour, index) => `--series-${index}:${colour}`),
    ].join(';');
  const colours = Object.fromEntries(names.map((name) => [name, `var(--${name})`]));
  return {
    ...light,
    ...colours,
    series: light.series.map((_, index) => `var(--series-${index})`),
    style: `${root}{${declare(light)}}@media screen and (prefers-color-scheme:dark){${root}{${declare(dark)}}}`,
  };
}

type ColourName = Exclude<keyof Palette, 'series' | 'strokeWidth' | 'fontFamily' | 'style'>;

function isColour(name: string): boolean {
  return !['series', 'strokeWidth', 'fontFamily', 'style'].includes(name);
}
