import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { NamedRunParts } from '../../graphql/run-fragments.ts';

/** Two runs, and how far their rankings agree. */
export const PairDocument = graphql(
  `
    query Pair($a: ID!, $b: ID!, $runs: [ID!]!, $top: Float) {
      a: run(id: $a) {
        ...PairRun
      }
      b: run(id: $b) {
        ...PairRun
      }
      agreement(runs: $runs, topPercent: $top) {
        cells {
          k
          overlap
          chance
          kendallTau
          spearman
          count
          differingKeys
        }
      }
    }

    fragment PairRun on Run @_unmask {
      ...NamedRunParts
      status
      estimator
      encoderCount
      dataset {
        id
        slug
        name
      }
      method {
        id
        key
        name
      }
      summary {
        spearmanBrown
        ranking
      }
    }
  `,
  [NamedRunParts],
);

export type PairData = ResultOf<typeof PairDocument>;
export type PairRun = NonNullable<PairData['a']>;

/** Where two rankings differ. */
export const DisagreementsDocument = graphql(`
  query Disagreements($a: ID!, $b: ID!, $first: Int, $classes: [Int!]) {
    disagreements(a: $a, b: $b, first: $first, classes: $classes) {
      count
      higherInA {
        ...DisagreementParts
      }
      higherInB {
        ...DisagreementParts
      }
    }
  }

  fragment DisagreementParts on Disagreement @_unmask {
    percentileDifference
    scoreA {
      id
      value
      low
      high
      percentile
      datapoint {
        id
        index
        imageUrl
        class {
          id
          index
          name
        }
      }
    }
    scoreB {
      id
      value
      low
      high
      percentile
    }
  }
`);

export type DisagreementsData = ResultOf<typeof DisagreementsDocument>['disagreements'];
export type Disagreement = DisagreementsData['higherInA'][number];

/** Two runs class by class; values are compared only where they may be. */
export const ClassDifferencesDocument = graphql(`
  query ClassDifferences($a: ID!, $b: ID!, $comparable: Boolean!) {
    disagreements(a: $a, b: $b, first: 1) {
      byClass {
        class {
          id
          index
          name
        }
        count
        meanA
        meanB
        percentileA
        percentileB
        meanDifference @include(if: $comparable)
      }
    }
  }
`);

export type ClassDifference = ResultOf<typeof ClassDifferencesDocument>['disagreements']['byClass'][number];

/** Datapoints shown in each direction. */
export const disagreementsShown = 8;
