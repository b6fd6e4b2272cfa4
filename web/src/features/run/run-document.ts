import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** A run: what it is, how far it has come, and what came of it. */
export const RunDocument = graphql(`
  query Run($id: ID!) {
    run(id: $id) {
      id
      name
      status
      errorCode
      error
      estimator
      measure
      config
      configHash
      codeVersion
      engine
      createdAt
      startedAt
      finishedAt
      encoderCount
      scoredCount
      dataset {
        id
        slug
        name
        kind
        datapointCount
      }
      method {
        id
        key
        name
        citation
      }
      progress {
        phase
        fraction
        etaSeconds
        message
      }
      summary {
        meanScore
        interval {
          low
          high
        }
        positiveFraction
        viewNoise
        identifiableCount
        splitHalfSpearman
        spearmanBrown
        ranking
        roleContrasts {
          role
          count
          mean
          interval {
            low
            high
          }
        }
      }
    }
  }
`);

export type Run = NonNullable<ResultOf<typeof RunDocument>['run']>;
export type RunSummary = NonNullable<Run['summary']>;
