import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** A score with its datapoint, as every list of scores shows it. */
export const ScoreFragment = graphql(`
  fragment ScoreParts on Score @_unmask {
    id
    value
    relativeValue
    alignmentIn
    alignmentOut
    standardError
    low
    high
    confidence
    nIn
    nOut
    identifiable
    reason
    rank
    percentile
    topFraction
    fdr
    datapoint {
      id
      index
      contentHash
      imageUrl
      class {
        id
        index
        name
      }
    }
  }
`);

export type Score = ResultOf<typeof ScoreFragment>;
