export { activationCurves, activationFigure } from './activation-figure.ts';
export type { ActivationView } from './activation-figure.ts';
export { barChart } from './bar-chart.ts';
export type { Bar, BarChart } from './bar-chart.ts';
export type { Bins } from './bins.ts';
export type { Asymptote, Curve, CurveKind, Density, Jump } from './curve-data.ts';
export { chooseDomain } from './choose-domain.ts';
export { curveAxis, curveFigure } from './curve.ts';
export type { CurveFigure } from './curve.ts';
export type { PlotErrorCode } from './errors.ts';
export type { FigureOptions, FigureText, FigureWords } from './figure.ts';
export { formatNumber, formatPower } from './format.ts';
export { HEAT_MAP_CELLS_MAX, heatMap } from './heat-map.ts';
export type { CellRun, HeatMap } from './heat-map.ts';
export { histogramFigure } from './histogram.ts';
export type { HistogramFigure } from './histogram.ts';
export { layerChart } from './layer-chart.ts';
export type { LayerChart, LayerMark, LayerSeries } from './layer-chart.ts';
export { lineSeries } from './line-series.ts';
export type { LineSeries, StepSeries } from './line-series.ts';
export {
  adaptivePalette,
  cssPalette,
  darkPalette,
  highContrastDarkPalette,
  highContrastLightPalette,
  lightPalette,
} from './palette.ts';
export type { Palette, Tone } from './palette.ts';
export { sampleCurve } from './sample-curve.ts';
export { smallMultiples } from './small-multiples.ts';
export type { Cell, SmallMultiples } from './small-multiples.ts';
export type { Band, Threshold } from './threshold.ts';
export type { ScaleKind } from './ticks.ts';
export type { Zone } from './zone.ts';
