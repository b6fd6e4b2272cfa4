import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** Who is alive, and what waits for them. */
export const WorkersDocument = graphql(`
  query Workers {
    workers {
      name
      host
      address
      engine
      device
      labels
      processes
      codeVersion
      startedAt
      seenAt
      viewsPerSecond
      trainedInHour
      jobs {
        encoder
        run {
          id
          name
        }
      }
    }
    queued: runs(first: 1, status: QUEUED, includeArchived: true) {
      totalCount
    }
  }
`);

export type ListedWorker = ResultOf<typeof WorkersDocument>['workers'][number];
