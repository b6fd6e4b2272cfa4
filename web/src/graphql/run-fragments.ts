import { graphql } from './graphql.ts';

/** What tells a run from others: `labelsOf` makes its label of it. */
export const NamedRunParts = graphql(`
  fragment NamedRunParts on Run @_unmask {
    id
    name
    config
    configHash
    createdAt
  }
`);

/** The mean score of a run, how large it is, and how far its ranking repeats. */
export const MeanParts = graphql(`
  fragment MeanParts on RunSummary @_unmask {
    meanScore
    meanAlignment {
      alignmentIn
      alignmentOut
    }
    interval {
      low
      high
    }
    spearmanBrown
    ranking
  }
`);
