import { toScoreFilter, type RunState } from '../../../address/url-state.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../../graphql/graphql.ts';

/** Counts of all scores of a run by value. */
export const HistogramDocument = graphql(`
  query Histogram($filter: ScoreFilter!, $bins: Int) {
    scoreHistogram(filter: $filter, bins: $bins) {
      edges
      counts
      total
      missing
    }
  }
`);

export type HistogramData = ResultOf<typeof HistogramDocument>['scoreHistogram'];
export const histogramBins = 48;

/** The scores of the chosen classes, whatever their range: the range is drawn on the axis itself. */
export function classHistogram(id: string, state: RunState): VariablesOf<typeof HistogramDocument> {
  return { filter: toScoreFilter(id, { ...state, from: null, to: null }), bins: histogramBins };
}
