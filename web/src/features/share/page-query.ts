import { parseCompareState } from '../../address/compare-state.ts';
import { parseExploreState, type ExploreState } from '../../address/explore-state.ts';
import { parsePairState } from '../../address/pair-state.ts';
import { orderBy } from '../../address/score-orders.ts';
import { parseRunState, toScoreFilter } from '../../address/url-state.ts';

/** What a page shows, as a request to the API. */
export interface PageQuery {
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** Run (UUID, or its beginning) whose scores the page shows; null where it shows none or several. */
  run: string | null;
  /** What the page filters by and the request does not; null = nothing. */
  missing: string | null;
}

const scoresQuery = `query ($filter: ScoreFilter!, $orderBy: ScoreOrder) {
  scores(filter: $filter, orderBy: $orderBy, first: 100) {
    nodes { value low high rank percentile datapoint { index contentHash class { name } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const agreementQuery = `query ($runs: [ID!]!, $topPercent: Float) {
  agreement(runs: $runs, topPercent: $topPercent) {
    cells { spearman kendallTau overlap chance count differingKeys }
  }
}`;

const pairQuery = `query ($a: ID!, $b: ID!, $classes: [Int!]) {
  disagreements(a: $a, b: $b, classes: $classes, first: 12) {
    higherInA { percentileDifference scoreA { value datapoint { index } } scoreB { value } }
    higherInB { percentileDifference scoreA { value datapoint { index } } scoreB { value } }
  }
}`;

const datapointQuery = `query ($dataset: String!, $index: Int!) {
  datapoint(dataset: $dataset, index: $index) {
    contentHash
    class { name }
    scores { value low high percentile run { id name } }
  }
}`;

const runsQuery = `{
  runs(first: 20) {
    nodes { id name status createdAt dataset { slug } method { name } summary { meanScore spearmanBrown } }
  }
}`;

const experimentsQuery = `{
  experiments(first: 20) { nodes { id name status } }
}`;

const experimentQuery = `query ($id: ID!) {
  experiment(id: $id) {
    name
    status
    statements { claim estimate low high confidence verdict reason source }
    series { key name x { label unit categories } y { label unit } points { x y low high n } }
  }
}`;

const commentsQuery = `{
  comments(first: 50) {
    nodes { text author maker createdAt datapoint { index contentHash dataset { slug } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const snapshotQuery = `query ($hash: String!) {
  snapshot(hash: $hash) {
    title
    runs { id name dataset { slug } summary { meanScore spearmanBrown } }
  }
}`;

const plain = (query: string): PageQuery => ({ query, variables: {}, run: null, missing: null });

/** @param path of the page below the dashboard’s own address @param params of its query */
export function pageQuery(path: string, params: URLSearchParams): PageQuery {
  const [, room, first = '', second] = path.split('/').map(decode);
  switch (room) {
    case 'runs':
      return second === 'explore' ? explorer(first, parseExploreState(params)) : ofRun(first, params);
    case 'datapoints':
      return {
        query: datapointQuery,
        variables: { dataset: first, index: Number(second) },
        run: params.get('run'),
        missing: null,
      };
    case 'compare':
      return second === undefined ? compared(params) : pair(first, second, params);
    case 's':
      return { ...plain(snapshotQuery), variables: { hash: first } };
    case 'comments':
      return plain(commentsQuery);
    case 'experiments':
      return first === '' ? plain(experimentsQuery) : ofExperiment(first);
    default:
      return plain(runsQuery);
  }
}

const ofExperiment = (experiment: string): PageQuery => ({
  ...plain(experimentQuery),
  variables: { id: experiment },
});

function ofRun(run: string, params: URLSearchParams): PageQuery {
  const state = parseRunState(params);
  return {
    query: scoresQuery,
    variables: { filter: toScoreFilter(run, state), orderBy: orderBy[state.order] },
    run,
    missing: null,
  };
}

function explorer(run: string, state: ExploreState): PageQuery {
  const { from, to, percentile, stable, fdr, classes, tags, roles, identifiable } = state;
  const filter = {
    run,
    ...(classes.length > 0 ? { classes } : {}),
    ...(from === null && to === null
      ? {}
      : { value: { ...(from === null ? {} : { gte: from }), ...(to === null ? {} : { lte: to }) } }),
    ...(percentile === null ? {} : { percentile: { gte: percentile } }),
    ...(stable === null ? {} : { topFraction: { gte: stable } }),
    ...(fdr === null ? {} : { fdr: { lte: fdr } }),
    ...(tags.length > 0 ? { tags } : {}),
    ...(roles.length > 0 ? { roles } : {}),
    ...(identifiable.length === 1 ? { identifiable: identifiable[0] === 'yes' } : {}),
  };
  return {
    query: scoresQuery,
    variables: { filter, orderBy: orderBy[state.order] },
    run,
    missing: missingOf(state),
  };
}

function missingOf({ agree, commented, lasso, mapLasso, otherFrom, otherTo }: ExploreState): string | null {
  const found = [
    ...(agree.length > 0 ? ['the agreement of several runs'] : []),
    ...(commented ? ['the comments'] : []),
    ...(lasso.length > 0 || mapLasso.length > 0 ? ['the lasso'] : []),
    ...(otherFrom !== null || otherTo !== null ? ['the bounds on the other run'] : []),
  ];
  return found.length === 0 ? null : found.join(' and ');
}

function compared(params: URLSearchParams): PageQuery {
  const { runs, top } = parseCompareState(params);
  if (runs.length === 0) return plain(runsQuery);
  return { query: agreementQuery, variables: { runs, topPercent: top }, run: null, missing: null };
}

function pair(a: string, b: string, params: URLSearchParams): PageQuery {
  const { classes } = parsePairState(params);
  return {
    query: pairQuery,
    variables: { a, b, ...(classes.length > 0 ? { classes } : {}) },
    run: null,
    missing: null,
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
