import { parseCompareState } from '../../address/compare-state.ts';
import { parseExploreState, type ExploreState } from '../../address/explore-state.ts';
import { parsePairState } from '../../address/pair-state.ts';
import { parseRunListState } from '../../address/run-list-state.ts';
import { orderBy } from '../../address/score-orders.ts';
import { parseRunState, toScoreFilter } from '../../address/url-state.ts';
import { parsePolicyViewsState } from '../policy-views/policy-views-state.ts';
import { firstRuns } from '../runs/first-runs.ts';

/** What a page shows, as a request to the API. */
export interface PageQuery {
  query: string;
  variables: Readonly<Record<string, unknown>>;
  /** Run (UUID, or its beginning) whose scores the page shows; null where it shows none or several. */
  run: string | null;
  /** Experiment (UUID, or its beginning) that the page shows; absent where it shows none or several. */
  experiment?: string;
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
    cells { a b spearman kendallTau overlap chance count differingKeys }
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

const runsQuery = `query (
  $first: Int, $search: String, $dataset: String, $method: String, $status: RunStatus, $tag: String,
  $includeArchived: Boolean, $isOfExperiment: Boolean
) {
  runs(
    first: $first, search: $search, dataset: $dataset, method: $method, status: $status, tag: $tag,
    includeArchived: $includeArchived, isOfExperiment: $isOfExperiment
  ) {
    nodes { id name status createdAt dataset { slug } method { name } summary { meanScore spearmanBrown } }
  }
}`;

const experimentsQuery = `query ($dataset: String) {
  experiments(dataset: $dataset, first: 20) { nodes { id name status } }
}`;

const workersQuery = `{
  workers(first: 100) { name device engine labels processes startedAt seenAt trainedInHour jobs { run { id name } } }
}`;

const viewsQuery = `query ($dataset: String!, $index: Int!, $policy: String!, $count: Int!, $seed: Int!) {
  datapoint(dataset: $dataset, index: $index) {
    contentHash
    policyViews(policy: $policy, count: $count, seed: $seed) { imageUrl width height operations { key settings } }
  }
}`;

const policiesQuery = `{
  datasets { slug name policies { key operations { key settings } } }
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

/**
 * @param path of the page below the dashboard’s own address
 * @param params of its query
 * @param chosen ids of the runs that the page compares where its address names none
 * @returns null where the page shows nothing of the API
 */
export function pageQuery(
  path: string,
  params: URLSearchParams,
  chosen: readonly string[] = [],
): PageQuery | null {
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
      return second === undefined ? compared(params, chosen) : pair(first, second, params);
    case 's':
      return { ...plain(snapshotQuery), variables: { hash: first } };
    case 'comments':
      return plain(commentsQuery);
    case 'experiments':
      return first === ''
        ? { ...plain(experimentsQuery), variables: { dataset: params.get('dataset') } }
        : ofExperiment(first);
    case 'workers':
      return plain(workersQuery);
    case 'views':
      return ofViews(params);
    case '':
    case undefined:
      return listed(params);
    default:
      return null;
  }
}

const ofExperiment = (experiment: string): PageQuery => ({
  ...plain(experimentQuery),
  variables: { id: experiment },
  experiment,
});

function listed(params: URLSearchParams): PageQuery {
  const given = Object.entries(firstRuns(parseRunListState(params))).filter(([, value]) => value !== null);
  return { ...plain(runsQuery), variables: Object.fromEntries(given) };
}

/** The page chooses dataset and policy where its address names none. */
function ofViews(params: URLSearchParams): PageQuery {
  const { dataset, policy, ...rest } = parsePolicyViewsState(params);
  if (dataset === null || policy === null) return plain(policiesQuery);
  return { ...plain(viewsQuery), variables: { dataset, policy, ...rest } };
}

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

function compared(params: URLSearchParams, chosen: readonly string[]): PageQuery {
  const { runs: named, top } = parseCompareState(params);
  const runs = named.length === 0 ? chosen : named;
  const [run, another] = runs;
  if (run === undefined) return listed(new URLSearchParams());
  if (another === undefined) return ofRun(run, new URLSearchParams());
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
