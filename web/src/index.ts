/** The door of this room for other rooms: charts as figures, drawn without a browser. The pages are started, not imported. */
export type { ChartSpec } from './charts/registry.ts';
export { agreementSpec } from './charts/specs/agreement.ts';
export { curvesSpec } from './charts/specs/curves.ts';
export { histogramSpec } from './charts/specs/histogram.ts';
export { intervalsSpec, meanScoresSpec, roleContrastsSpec, scoresSpec } from './charts/specs/intervals.ts';
export { pairsSpec } from './charts/specs/pairs.ts';
export { reliabilitySpec } from './charts/specs/points.ts';
export { scatterSpec } from './charts/specs/scatter.ts';
export { percentileShiftsSpec } from './charts/specs/shifts.ts';
export { renderSvg } from './charts/svg/render-svg.ts';
