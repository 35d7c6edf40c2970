import type { Activation } from '@actigrad/core';
import { chooseDomain, curveFigure, sampleCurve, type Curve, type Palette } from '@actigrad/plot';
import type { PictureSize } from '../settings.ts';
import type { Picture } from './function-picture.ts';

export interface ComparisonOptions extends PictureSize {
  readonly palette: Palette;
  readonly title: string;
  readonly description: string;
}

/** Draws the values, or the slopes, of several functions over one pair of axes. */
export function drawComparison(
  compared: readonly { readonly activation: Activation; readonly label: string }[],
  kind: Curve['kind'],
  { palette, title, description, width, height }: ComparisonOptions,
): Picture {
  const domain = chooseDomain(compared.map(({ activation }) => activation.facts()));
  const curves = compared.map(({ activation, label }, series): Curve => ({
    ...sampleCurve(activation, kind, domain, label),
    series,
  }));
  const svg = curveFigure({ title, description, curves, domain }, palette, {
    width,
    height,
    background: true,
    heading: true,
  });
  return { svg, width, height };
}
