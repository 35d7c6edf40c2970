import {
  cssPalette,
  darkPalette,
  highContrastDarkPalette,
  highContrastLightPalette,
  lightPalette,
  type Palette,
} from '@actigrad/plot';

/**
 * Colours by the theme's own variables: a change of the theme shows at once. What it has no
 * variable for is that of its kind.
 */
export function themePalette(): Palette {
  return cssPalette(kindPalette(document.body.classList));
}

function kindPalette(classes: DOMTokenList): Palette {
  if (classes.contains('vscode-high-contrast-light')) return highContrastLightPalette;
  if (classes.contains('vscode-high-contrast')) return highContrastDarkPalette;
  return classes.contains('vscode-light') ? lightPalette : darkPalette;
}
