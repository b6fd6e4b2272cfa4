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

const histogram =
  'query($filter: ScoreFilter!) { scoreHistogram(filter: $filter) { edges counts total missing } }';
const summaries = 'query($run: ID!) { classSummaries(run: $run) { class { name } count mean low high } }';
const agreement =
  'query($runs: [ID!]!, $top: Float) { agreement(runs: $runs, topPercent: $top) { k cells { a b overlap chance kendallTau spearman count } } }';
const disagreements =
  'query($a: ID!, $b: ID!) { disagreements(a: $a, b: $b, first: 8) { count higherInA { ...D } higherInB { ...D } } } fragment D on Disagreement { percentileDifference scoreA { value low high percentile datapoint { index } } scoreB { value low high percentile } }';
const byClass =
  'query($a: ID!, $b: ID!) { disagreements(a: $a, b: $b, first: 1) { byClass { count meanA meanB percentileA percentileB } } }';
const byHash =
  'query($dataset: String!, $hashes: [String!]) { datapoints(dataset: $dataset, contentHashes: $hashes) { index scores { value rank } } }';

export function scenariosOf(seeded: SeededData): Scenario[] {
  const { runs, dataset, datapoints, deepCursor, contentHashes } = seeded;
  const body = (query: string, variables: object): string => JSON.stringify({ query, variables });
  const page = (filter: object, more: object = {}): string =>
    body(pageQuery, { filter, first: pageSize, ...more });
  const ofEachRun = (name: string, make: (run: string) => string): Scenario => ({
    name,
    bodies: runs.map(make),
  });
  const andNext = (run: string) => ({ a: run, b: runs[(runs.indexOf(run) + 1) % runs.length] });
  const classAndRange = (label: number): string =>
    page({ run: runs[0], classes: [label], value: { gte: 0.05, lte: 0.1 } });
  const stable = { runs, topPercent: 5, minRuns: Math.min(3, runs.length) };
  const hashes = (from: number): string[] =>
    Array.from(
      { length: Math.min(lookUp, datapoints) },
      (_, at) => contentHashes[(from + 7 * at) % datapoints]!,
    );
  return [
    ofEachRun('first page by score', (run) => page({ run })),
    { name: `page ${deepPages} deep`, bodies: [page({ run: runs[0] }, { after: deepCursor })] },
    { name: 'class and range', bodies: Array.from({ length: 10 }, (_, label) => classAndRange(label)) },
    ofEachRun(`top 5 % in 3 of ${runs.length} runs`, (run) => page({ run, agreement: stable })),
    ofEachRun('histogram', (run) => body(histogram, { filter: { run } })),
    ofEachRun('histogram of a class', (run) => body(histogram, { filter: { run, classes: [3] } })),
    ofEachRun('class summaries', (run) => body(summaries, { run })),
    {
      name: `agreement of ${runs.length} runs`,
      bodies: [1, 2, 5, 10].map((top) => body(agreement, { runs, top })),
    },
    ofEachRun('disagreements of two runs', (run) => body(disagreements, andNext(run))),
    ofEachRun('two runs class by class', (run) => body(byClass, andNext(run))),
    {
      name: `${lookUp} by content hash`,
      bodies: Array.from({ length: 8 }, (_, part) =>
        body(byHash, { dataset, hashes: hashes(part * lookUp) }),
      ),
    },
  ];
}
