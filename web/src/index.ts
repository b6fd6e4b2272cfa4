/** The door of this room for other rooms: charts as figures, drawn without a browser. The pages are started, not imported. */
export type { ChartSpec } from './charts/registry.ts';
export type { SourceItem } from './charts/frame/chart.ts';
export { paperPdf } from './charts/paper/paper-pdf.ts';
export { paperSvg } from './charts/paper/paper-svg.ts';
export { agreementSpec } from './charts/specs/agreement.ts';
export { curvesSpec } from './charts/specs/curves.ts';
export { histogramSpec } from './charts/specs/histogram.ts';
export { intervalsSpec, meanScoresSpec, roleContrastsSpec, scoresSpec } from './charts/specs/intervals.ts';
export { linesSpec } from './charts/specs/lines.ts';
export { pairsSpec } from './charts/specs/pairs.ts';
export { picturesSpec, type Picture } from './charts/specs/pictures.ts';
export { reliabilitySpec } from './charts/specs/points.ts';
export { scatterSpec } from './charts/specs/scatter.ts';
export { percentileShiftsSpec } from './charts/specs/shifts.ts';
export { formatCoefficient, formatScore } from './format.ts';
export { figureSize, renderSvg } from './charts/svg/render-svg.ts';
