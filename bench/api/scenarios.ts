/** What the API is asked in `engram bench api`, against a store that `engram bench seed` filled. */

export const pageSize = 50;
export const deepPages = 1_000;
const lookUp = 1_000;

export const pageQuery = `query Page($filter: ScoreFilter!, $first: Int!, $after: String) {
  scores(filter: $filter, first: $first, after: $after) {
    nodes { id value rank percentile standardError low high datapoint { index contentHash class { index name } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

export interface Scenario {
  name: string;
  /** Bodies of POST /graphql, sent in turn. */
  bodies: string[];
}

export interface SeededData {
  runs: string[];
  dataset: string;
  datapoints: number;
  /** Cursor of the last score `deepPages` pages into the first run. */
  deepCursor: string;
  contentHashes: string[];
}

// One list of scenarios: to cut it would part what is read side by side.
// eslint-disable-next-line max-lines-per-function
export function scenariosOf({
  runs,
  dataset,
  datapoints,
  deepCursor,
  contentHashes,
}: SeededData): Scenario[] {
  const body = (query: string, variables: object): string => JSON.stringify({ query, variables });
  const page = (filter: object, more: object = {}): string =>
    body(pageQuery, { filter, first: pageSize, ...more });
  const ofEachRun = (make: (run: string) => string): string[] => runs.map(make);
  const hashes = (from: number): string[] =>
    Array.from(
      { length: Math.min(lookUp, datapoints) },
      (_, at) => contentHashes[(from + 7 * at) % datapoints]!,
    );
  return [
    { name: 'first page by score', bodies: ofEachRun((run) => page({ run })) },
    { name: `page ${deepPages} deep`, bodies: [page({ run: runs[0] }, { after: deepCursor })] },
    {
      name: 'class and range',
      bodies: Array.from({ length: 10 }, (_, label) =>
        page({ run: runs[0], classes: [label], value: { gte: 0.05, lte: 0.1 } }),
      ),
    },
    {
      name: `top 5 % in 3 of ${runs.length} runs`,
      bodies: ofEachRun((run) =>
        page({ run, agreement: { runs, topPercent: 5, minRuns: Math.min(3, runs.length) } }),
      ),
    },
    {
      name: 'histogram',
      bodies: ofEachRun((run) =>
        body(
          'query($filter: ScoreFilter!) { scoreHistogram(filter: $filter) { edges counts total missing } }',
          {
            filter: { run },
          },
        ),
      ),
    },
    {
      name: 'histogram of a class',
      bodies: ofEachRun((run) =>
        body(
          'query($filter: ScoreFilter!) { scoreHistogram(filter: $filter) { edges counts total missing } }',
          {
            filter: { run, classes: [3] },
          },
        ),
      ),
    },
    {
      name: 'class summaries',
      bodies: ofEachRun((run) =>
        body('query($run: ID!) { classSummaries(run: $run) { class { name } count mean low high } }', {
          run,
        }),
      ),
    },
    {
      name: `agreement of ${runs.length} runs`,
      bodies: [1, 2, 5, 10].map((topPercent) =>
        body(
          'query($runs: [ID!]!, $top: Float) { agreement(runs: $runs, topPercent: $top) { k cells { a b overlap chance kendallTau spearman count } } }',
          { runs, top: topPercent },
        ),
      ),
    },
    {
      name: 'disagreements of two runs',
      bodies: ofEachRun((run) =>
        body(
          'query($a: ID!, $b: ID!) { disagreements(a: $a, b: $b, first: 8) { count higherInA { ...D } higherInB { ...D } } } fragment D on Disagreement { percentileDifference scoreA { value low high percentile datapoint { index } } scoreB { value low high percentile } }',
          { a: run, b: runs[(runs.indexOf(run) + 1) % runs.length] },
        ),
      ),
    },
    {
      name: 'two runs class by class',
      bodies: ofEachRun((run) =>
        body(
          'query($a: ID!, $b: ID!) { disagreements(a: $a, b: $b, first: 1) { byClass { count meanA meanB percentileA percentileB } } }',
          { a: run, b: runs[(runs.indexOf(run) + 1) % runs.length] },
        ),
      ),
    },
    {
      name: `${lookUp} by content hash`,
      bodies: Array.from({ length: 8 }, (_, part) =>
        body(
          'query($dataset: String!, $hashes: [String!]) { datapoints(dataset: $dataset, contentHashes: $hashes) { index scores { value rank } } }',
          { dataset, hashes: hashes(part * lookUp) },
        ),
      ),
    },
  ];
}
