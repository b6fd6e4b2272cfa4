import { createRun } from '../../factories/run.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { post, withApi } from './api.ts';

const api = withApi({ runSettings: { codeVersion: 'test', presets: {} } });
const global = (id: string) => Buffer.from(`Run:${id}`).toString('base64');

/** Enough of a run's id to tell it from the others here. */
let short: string;
let other: string;
/** What two runs begin with. */
let ambiguous: string;

beforeAll(async () => {
  // Runs of random ids, until two of them begin alike: among some hundreds two share 4 characters.
  const prefixes = new Set<string>();
  for (let made = 0; !ambiguous; made++) {
    expect(made).toBeLessThan(2_000);
    const { id } = await createRun(api.store, api.seed.dataset);
    if (prefixes.has(id.slice(0, 4))) ambiguous = id.slice(0, 4);
    prefixes.add(id.slice(0, 4));
  }
  [short, other] = [api.seed.first.slice(0, 11), api.seed.second.slice(0, 9)];
}, 300_000);

interface Asked {
  query: string;
  /** How the run is named: the same question by its whole id must get the same answer. */
  variables: (run: string, second: string) => Record<string, unknown>;
}

const one = (query: string): Asked => ({ query, variables: (run) => ({ run }) });
const two = (query: string): Asked => ({ query, variables: (run, second) => ({ run, second }) });

const asked: [string, Asked][] = [
  ['run', one('query($run: ID!) { run(id: $run) { id name } }')],
  ['node', one('query($run: ID!) { node(id: $run) { id } }')],
  ['nodes', two('query($run: ID!, $second: ID!) { nodes(ids: [$run, $second]) { id } }')],
  [
    'classSummaries',
    one('query($run: ID!) { classSummaries(run: $run) { count typical(first: 2) { value } } }'),
  ],
  [
    'scores',
    one(
      'query($run: ID!) { scores(filter: { run: $run }, first: 3) { totalCount nodes { value } pageInfo { endCursor } } }',
    ),
  ],
  ['scoreHistogram', one('query($run: ID!) { scoreHistogram(filter: { run: $run }, bins: 5) { counts } }')],
  [
    'a nested filter',
    two(
      'query($run: ID!, $second: ID!) { scores(filter: { run: $run, not: { run: $second, percentile: { gte: 50 } } }, first: 3) { totalCount } }',
    ),
  ],
  [
    'a filter by agreement',
    two(
      'query($run: ID!, $second: ID!) { scores(filter: { run: $run, agreement: { runs: [$run, $second], topPercent: 50, minRuns: 2 } }, first: 3) { totalCount } }',
    ),
  ],
  [
    'agreement',
    two('query($run: ID!, $second: ID!) { agreement(runs: [$run, $second]) { k cells { a b overlap } } }'),
  ],
  [
    'disagreements',
    two(
      'query($run: ID!, $second: ID!) { disagreements(a: $run, b: $second, first: 2) { count a { id } byClass { percentileA } } }',
    ),
  ],
  [
    'the scores of a datapoint',
    one(
      'query($run: ID!) { datapoint(dataset: "digits", index: 1) { scores(runs: [$run]) { value run { id } } } }',
    ),
  ],
  [
    'neighbours',
    one('query($run: ID!) { datapoint(dataset: "digits", index: 1) { neighbours(run: $run) { distance } } }'),
  ],
  [
    'views',
    one(
      'query($run: ID!) { datapoint(dataset: "digits", index: 1) { views(run: $run) { count imageUrl } } }',
    ),
  ],
  [
    'createSnapshot',
    one('mutation($run: ID!) { createSnapshot(runs: [$run], title: "a") { snapshot { hash } } }'),
  ],
];

describe('the beginning of a run’s id', () => {
  it.each(asked)('names it in %s as the whole id does', async (_field, { query, variables }) => {
    const whole = await api.get(query, variables(api.seed.first, api.seed.second));
    expect(await api.get(query, variables(short, other.toUpperCase()))).toEqual(whole);
    expect(await api.get(query, variables(global(api.seed.first), other))).toEqual(whole);
  });

  it.each(asked)(
    'of several runs is refused in %s, with what tells them apart',
    async (_field, { query, variables }) => {
      const error = await api.refusal(query, variables(ambiguous, api.seed.second));
      expect(error.extensions.code).toBe('INVALID_ARGUMENT');
      expect(error.message).toMatch(`'${ambiguous}' is the beginning of several runs, such as ${ambiguous}`);
      expect(error.extensions.argument).toBeTruthy();
    },
  );

  it.each(asked)('of none is not found in %s', async (field, { query, variables }) => {
    const { data, errors } = await api.ask<Record<string, unknown>>(
      query,
      variables('00000000-0', api.seed.second),
    );
    if (['run', 'node', 'nodes'].includes(field)) expect(Object.values(data!).flat()[0]).toBeNull();
    else expect(errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('names it where runs are stopped and started again', async () => {
    const { id } = await createRun(api.store, api.seed.dataset);
    const change = (field: string) => `mutation($id: ID!) { ${field}(id: $id) { run { id status } } }`;
    expect(await api.get(change('cancelRun'), { id: id.slice(0, 13) })).toEqual({
      cancelRun: { run: { id: global(id), status: 'CANCELLED' } },
    });
    expect(await api.get(change('resumeRun'), { id: id.slice(0, 13) })).toEqual({
      resumeRun: { run: { id: global(id), status: 'QUEUED' } },
    });
  });

  it('names it where a run is renamed, looked up before it is deleted, and deleted', async () => {
    const { id } = await createRun(api.store, api.seed.dataset);
    const given = { id: id.slice(0, 13) };
    const rename = 'mutation($id: ID!) { renameRun(id: $id, name: " again ") { run { id name } } }';
    expect(await api.get(rename, given)).toEqual({ renameRun: { run: { id: global(id), name: 'again' } } });
    const found =
      'query($id: ID!) { run(id: $id) { mostMemorized { value } removal { scoreCount snapshots } } }';
    expect(await api.get(found, given)).toEqual({
      run: { mostMemorized: [], removal: { scoreCount: 0, snapshots: [] } },
    });
    const remove = 'mutation($id: ID!) { deleteRun(id: $id) { id name } }';
    const { errors } = await api.ask(remove, given);
    expect(errors![0]!.extensions.code).toBe('CONFLICT');
    await api.get('mutation($id: ID!) { cancelRun(id: $id) { run { id } } }', given);
    expect(await api.get(remove, given)).toEqual({ deleteRun: { id: global(id), name: 'again' } });
    expect(await api.get('query($id: ID!) { run(id: $id) { id } }', given)).toEqual({ run: null });
  });

  it('names it in a subscription', async () => {
    const query = 'subscription($id: ID!) { runProgress(id: $id) { run phase } }';
    const ask = (id: string) =>
      fetch(`${api.url}/graphql/stream`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { id } }),
      });
    expect(await (await ask(short)).text()).toContain(global(api.seed.first));
    expect(await (await ask(ambiguous)).text()).toContain('is the beginning of several runs');
  });

  it.each(['csv', 'json', 'parquet', 'columns'])('names it in an export as %s', async (format) => {
    const ask = (id: string) => fetch(`${api.url}/export/runs/${id}.${format}`);
    const [whole, begun] = [await ask(api.seed.first), await ask(short)];
    expect([begun.status, begun.headers.get('etag')]).toEqual([200, whole.headers.get('etag')]);
    expect((await ask(ambiguous)).status).toBe(400);
    expect((await ask('00000000')).status).toBe(404);
  });

  it('is at least 4 characters long, and nothing but the beginning of a UUID', async () => {
    for (const id of [short.slice(0, 3), `${short}x`, '1234567-', 'abcd-', `${api.seed.first}0`]) {
      const { errors } = await post(`${api.url}/graphql`, {
        query: 'query($run: ID!) { run(id: $run) { id } }',
        variables: { run: id },
      });
      expect(errors?.[0]?.extensions.code).toBe('INVALID_ARGUMENT');
    }
  });
});

it.each([
  ['runs', 'query($ids: [ID!]!) { agreement(runs: $ids) { __typename } }'],
  [
    'filter',
    'query($run: ID!, $ids: [ID!]!) { scores(filter: { run: $run, agreement: { runs: $ids, topPercent: 5, minRuns: 1 } }, first: 1) { totalCount } }',
  ],
])(
  'an unknown beginning beside what is no id at all leaves no error that nobody hears: %s',
  async (_, query) => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', hear);
    try {
      const { errors } = await post(`${api.url}/graphql`, {
        query,
        variables: { run: api.seed.first, ids: ['1e400', 'no id'] },
      });
      expect(errors?.[0]?.extensions?.code).toBe('INVALID_ARGUMENT');
      await new Promise((resolve) => setTimeout(resolve, 200));
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unheard).toEqual([]);
  },
);
