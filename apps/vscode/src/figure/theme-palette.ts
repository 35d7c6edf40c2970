import {
  darkPalette,
  highContrastDarkPalette,
  highContrastLightPalette,
  lightPalette,
  type Palette,
} from '@actigrad/plot';

/** VS Code's kinds of themes, by the numbers of `vscode.ColorThemeKind`. */
const palettes: Readonly<Record<number, Palette>> = {
  1: lightPalette,
  2: darkPalette,
  3: highContrastDarkPalette,
  4: highContrastLightPalette,
};

/** A picture cannot follow the theme's colours, only its kind. */
export function paletteOf(themeKind: number): Palette {
  return palettes[themeKind] ?? darkPalette;
}
