import { graphql, type ResultOf } from '../../graphql/graphql.ts';
import { ResultParts } from '../experiments/found/result-fragment.ts';

/** All that the page of a snapshot shows. */
export const SnapshotDocument = graphql(
  `
    query Snapshot($hash: String!) {
      snapshot(hash: $hash) {
        id
        hash
        title
        url
        createdAt
        license
        authors {
          name
          orcid
        }
        methods
        methodsLatex
        bibliography
        bibtex
        biblatex
        ris
        cslJson
        cff
        latexTable
        markdownTable
        figures {
          name
          title
        }
        runs {
          id
          name
          estimator
          encoderCount
          scoredCount
          codeVersion
          dataset {
            id
            name
          }
          method {
            id
            key
            name
          }
          summary {
            meanScore
            interval {
              low
              high
            }
            identifiableCount
            spearmanBrown
          }
        }
        experiments {
          id
          kind
          name
          ...ResultParts
        }
      }
    }
  `,
  [ResultParts],
);

export type SnapshotData = NonNullable<ResultOf<typeof SnapshotDocument>['snapshot']>;
export type SnapshotRun = SnapshotData['runs'][number];

/** The snapshots that hold a run. */
export const SnapshotsOfRunDocument = graphql(`
  query SnapshotsOfRun($run: ID!) {
    run(id: $run) {
      id
      removal {
        snapshots
      }
    }
  }
`);

/** Which runs and experiments a snapshot holds, to tell whether it is the one looked for. */
export const HeldRunsDocument = graphql(`
  query HeldRuns($hash: String!) {
    snapshot(hash: $hash) {
      id
      hash
      title
      runs {
        id
      }
      experiments {
        id
      }
    }
  }
`);

/** The figures and the citation of a snapshot, and which runs it holds. */
export const FiguresDocument = graphql(`
  query SnapshotFigures($hash: String!) {
    snapshot(hash: $hash) {
      id
      hash
      title
      bibtex
      figures {
        name
        title
      }
      runs {
        id
      }
    }
  }
`);

/** What the picture of a snapshot shows. */
export const SnapshotCardDocument = graphql(`
  query SnapshotCard($hash: String!) {
    snapshot(hash: $hash) {
      id
      hash
      title
      authors {
        name
      }
      runs {
        id
        name
        summary {
          meanScore
          interval {
            low
            high
          }
          identifiableCount
        }
      }
    }
  }
`);

export type SnapshotCardData = NonNullable<ResultOf<typeof SnapshotCardDocument>['snapshot']>;

export const CreateSnapshotDocument = graphql(`
  mutation CreateSnapshot(
    $runs: [ID!]!
    $experiments: [ID!]
    $title: String!
    $authors: [String!]
    $license: String
  ) {
    createSnapshot(
      runs: $runs
      experiments: $experiments
      title: $title
      authors: $authors
      license: $license
    ) {
      snapshot {
        id
        hash
      }
    }
  }
`);

export const AmendSnapshotDocument = graphql(`
  mutation AmendSnapshot($hash: String!, $authors: [String!], $license: String) {
    amendSnapshot(hash: $hash, authors: $authors, license: $license) {
      snapshot {
        id
        license
        authors {
          name
          orcid
        }
        bibtex
        biblatex
        ris
        cslJson
        cff
      }
    }
  }
`);
