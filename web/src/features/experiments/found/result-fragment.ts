import { graphql } from '../../../graphql/graphql.ts';

/** What an experiment found. */
export const ResultParts = graphql(`
  fragment ResultParts on Experiment @_unmask {
    statements {
      claim
      estimate
      low
      high
      confidence
      verdict
      reason
      source
    }
    series {
      key
      name
      x {
        label
        unit
        categories
      }
      y {
        label
        unit
      }
      points {
        x
        y
        low
        high
        n
      }
    }
  }
`);
