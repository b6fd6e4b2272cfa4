import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** The datasets, and the policies that are built in for each. */
export const PolicyChoicesDocument = graphql(`
  query PolicyChoices {
    datasets {
      id
      slug
      name
      datapointCount
      policies {
        key
        operations {
          key
          settings
        }
      }
    }
  }
`);

export type DatasetChoice = ResultOf<typeof PolicyChoicesDocument>['datasets'][number];

/** Views of a datapoint that a policy makes. */
export const PolicyViewsDocument = graphql(`
  query PolicyViews($dataset: String!, $index: Int!, $policy: String!, $count: Int!, $seed: Int!) {
    datapoint(dataset: $dataset, index: $index) {
      id
      index
      imageUrl
      class {
        id
        name
      }
      policyViews(policy: $policy, count: $count, seed: $seed) {
        count
        imageUrl
        width
        height
        operations {
          key
          description
          settings
        }
      }
    }
  }
`);

export type PolicyViewed = NonNullable<ResultOf<typeof PolicyViewsDocument>['datapoint']>;
