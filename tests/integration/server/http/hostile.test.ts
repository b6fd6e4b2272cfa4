import { describe, expect, it } from 'vitest';
import { post, withApi } from '../api.ts';

const api = withApi();
const scores =
  'query($run: ID!, $after: String) { scores(filter: { run: $run }, first: 5, after: $after) { pageInfo { endCursor } } }';
const filtered =
  'query($filter: ScoreFilter!, $after: String) { scores(filter: $filter, first: 5, after: $after) { pageInfo { endCursor } } }';
const hostileTexts = [
  "' OR 1=1 --",
  "'; DROP TABLE score; --",
  '\u0000',
  '💥'.repeat(100),
  '../../etc/passwd',
  '{}',
  '%00',
  '__proto__',
];

describe('a cursor', () => {
  it.each([...hostileTexts, btoa('[]'), btoa('[1,2,3]'), btoa('null')])(
    'that is %j is refused with its argument',
    async (after) => {
      const error = await api.refusal(scores, { run: api.seed.first, after });
      expect(error).toMatchObject({
        message: expect.stringContaining("'after' is not a cursor of this API") as string,
        path: ['scores'],
        extensions: { code: 'INVALID_ARGUMENT', argument: 'after' },
      });
      expect(error.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('of another run, filter, order or connection is refused', async () => {
    const { first, second } = api.seed;
    const got = await api.get<{ scores: { pageInfo: { endCursor: string } } }>(scores, { run: first });
    const after = got.scores.pageInfo.endCursor;
    const foreign = expect.stringContaining("'after' comes from another query") as string;
    for (const filter of [{ run: second }, { run: first, classes: [1] }])
      expect((await api.refusal(filtered, { filter, after })).message).toEqual(foreign);
    const ordered = filtered.replace('first: 5', 'first: 5, orderBy: { direction: ASC }');
    expect((await api.refusal(ordered, { filter: { run: first }, after })).message).toEqual(foreign);
    const runs = 'query($after: String) { runs(first: 5, after: $after) { nodes { id } } }';
    expect((await api.refusal(runs, { after })).message).toEqual(foreign);
  });
});

describe('an id', () => {
  it.each([...hostileTexts, '', btoa('Run:1'), btoa('Score:x:1'), btoa('Secret:1')])(
    'that is %j is refused, never looked up',
    async (id) => {
      expect((await api.refusal('query($id: ID!) { run(id: $id) { id } }', { id })).extensions.code).toBe(
        'INVALID_ARGUMENT',
      );
      expect(
        (await api.refusal('query($id: ID!) { node(id: $id) { id } }', { id })).extensions,
      ).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'id' });
    },
  );

  it('of another type is named as such', async () => {
    const id = btoa(`Dataset:${api.seed.dataset.id}`);
    const error = await api.refusal('query($id: ID!) { classSummaries(run: $id) { count } }', { id });
    expect(error.message).toBe("'run' must be the id of a run, but names a Dataset.");
  });

  it('of a run that is not there is NOT_FOUND where its scores are asked for, also deep in a filter', async () => {
    const absent = '00000000-0000-4000-8000-000000000000';
    expect((await api.refusal(scores, { run: absent })).extensions.code).toBe('NOT_FOUND');
    const filter = { run: api.seed.first, not: { run: absent } };
    expect((await api.refusal(filtered, { filter })).extensions.code).toBe('NOT_FOUND');
  });
});

describe('text that looks like SQL', () => {
  it.each(hostileTexts)('such as %j finds nothing and breaks nothing', async (text) => {
    const query =
      'query($t: String!) { dataset(slug: $t) { id } method(key: $t) { id } runs(first: 1, dataset: $t, method: $t) { totalCount } }';
    const { data, errors } = await api.ask<object>(query, { t: text });
    if (text === '\u0000') expect(errors?.[0]?.extensions.code).toBe('INVALID_ARGUMENT');
    else expect(data).toEqual({ dataset: null, method: null, runs: { totalCount: 0 } });
    const filter = { run: api.seed.first, contentHashes: [text] };
    const hashes = await api.ask(filtered, { filter });
    expect(hashes.errors?.map((error) => error.extensions.code) ?? []).toEqual(
      text === '\u0000' ? ['INVALID_ARGUMENT'] : [],
    );
    const role = await api.refusal(filtered, { filter: { run: api.seed.first, roles: [text] } });
    expect(role.message).toContain('the roles are shared, candidate, independent, external');
    expect(await api.get('{ datasets { slug } }')).toEqual({ datasets: [{ slug: 'digits' }] });
  });
});

describe('too much', () => {
  const many = (length: number) => Array.from({ length }, (_, index) => index);

  it('of a look-up is refused with its size: 1,001 indices or hashes', async () => {
    const inline = await api.refusal(
      `{ datapoints(dataset: "digits", indices: [${many(1_001).join(' ')}]) { id } }`,
    );
    expect(inline).toMatchObject({
      message: "'indices' has 1001 entries, but a look-up takes at most 1000. Split it into several queries.",
      extensions: { code: 'INVALID_ARGUMENT', argument: 'indices' },
    });
    const query = 'query($h: [String!]) { datapoints(dataset: "digits", contentHashes: $h) { id } }';
    expect((await api.refusal(query, { h: many(1_001).map(String) })).extensions.argument).toBe(
      'contentHashes',
    );
    const filter = { run: api.seed.first, or: [{ run: api.seed.first, indices: many(1_001) }] };
    expect((await api.refusal(filtered, { filter })).extensions.argument).toBe('filter.or.0.indices');
  });

  it('of nothing or of both lists is refused too', async () => {
    for (const lists of ['', '(dataset: "digits", indices: [1], contentHashes: ["a"])'])
      expect(
        (await api.refusal(`{ datapoints${lists || '(dataset: "digits")'} { id } }`)).extensions.argument,
      ).toBe('indices');
  });

  it('of depth, aliases or cost is refused before anything is executed', async () => {
    const deep = (levels: number): string =>
      levels === 0 ? 'id' : `scores { datapoint { ${deep(levels - 1)} } }`;
    const bomb = Array.from({ length: 100 }, (_, index) => `a${index}: datasets { id }`).join(' ');
    const wide = 'scores { run { dataset { classes { dataset { classes { id } } } } } }';
    for (const [query, words] of [
      [`{ datapoint(dataset: "digits", index: 1) { ${deep(10)} } }`, 'levels deep'],
      [`{ ${bomb} }`, '100 aliases'],
      [`query($i: [Int!]) { datapoints(dataset: "digits", indices: $i) { ${wide} } }`, 'The query costs'],
    ] as const) {
      const { status, data, errors } = await api.ask(query, { i: many(1_000) });
      expect(status).toBe(400);
      expect(data ?? null).toBeNull();
      expect(errors).toEqual([
        expect.objectContaining({ message: expect.stringContaining(words) as string }),
      ]);
      expect(errors![0]!.extensions.code).toBe('LIMIT_EXCEEDED');
    }
  });

  it('is told of the bulk way out', async () => {
    const bomb = Array.from({ length: 31 }, (_, index) => `a${index}: methods { key }`).join(' ');
    expect((await api.refusal(`{ ${bomb} }`)).message).toContain('/export/runs/<id>.parquet');
    for (const [argument, value] of [
      ['first', 101],
      ['first', 0],
      ['first', -1],
      ['last', 2_147_483_647],
    ] as const)
      expect(
        (await api.refusal(`{ runs(${argument}: ${value}) { nodes { id } } }`)).extensions,
      ).toMatchObject({
        code: 'INVALID_ARGUMENT',
        argument,
      });
    for (const bins of [0, -1, 1_001])
      expect(
        (
          await api.refusal(
            'query($run: ID!, $bins: Int) { scoreHistogram(filter: { run: $run }, bins: $bins) { counts } }',
            { run: api.seed.first, bins },
          )
        ).extensions.argument,
      ).toBe('bins');
    for (const bins of [0, 101])
      expect(
        (
          await api.refusal(
            'query($run: ID!, $bins: Int) { run(id: $run) { scoreHistogram(bins: $bins) { counts } } }',
            { run: api.seed.first, bins },
          )
        ).extensions.argument,
      ).toBe('bins');
    const ids = many(101).map(() => api.seed.first);
    expect(
      (await api.refusal('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).extensions.argument,
    ).toBe('ids');
  });

  it('of a subscription is refused like that of a query', async () => {
    const fields = Array.from({ length: 31 }, (_, index) => `a${index}: phase`).join(' ');
    const long = `subscription { runProgress(id: "x") { ${'phase '.repeat(4_001)} } }`;
    for (const [query, words] of [
      [`subscription { runProgress(id: "x") { ${fields} } }`, '31 aliases'],
      [long, '4000 tokens'],
    ]) {
      const { status, errors } = await post(`${api.url}/graphql/stream`, { query });
      expect([status, errors![0]!.message]).toEqual([400, expect.stringContaining(words!)]);
    }
  });

  it('of a document is refused in little time', async () => {
    const started = performance.now();
    const { errors } = await api.ask(`{ ${'datasets { id name } '.repeat(20_000)} }`.slice(0, 200_000));
    expect(errors![0]!.message).toContain('4000 tokens');
    const overlapping = await api.ask(`{ ${'datasets { id } '.repeat(790)} }`);
    expect(overlapping.errors![0]!.message).toContain('fields, and 1000 are allowed');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of a body is refused with 413', async () => {
    const { status, errors } = await post(`${api.url}/graphql`, { query: 'x'.repeat(300_000) });
    expect([status, errors![0]!.extensions.code]).toEqual([413, 'LIMIT_EXCEEDED']);
  });

  it('of nested filters is refused', async () => {
    const run = api.seed.first;
    let filter: object = { run };
    for (let level = 0; level < 9; level++) filter = { run, not: filter };
    expect((await api.refusal(filtered, { filter })).message).toContain('nested too deeply');
    const wide = { run, or: Array.from({ length: 60 }, () => ({ run })) };
    expect((await api.refusal(filtered, { filter: wide })).message).toContain('at most 50');
  });
});

describe('a request', () => {
  it('in a batch, as a form, or by GET from a page elsewhere is refused', async () => {
    const batch = await post(`${api.url}/graphql`, [
      { query: '{ datasets { id } }' },
      { query: '{ datasets { id } }' },
    ]);
    expect([batch.status, batch.errors![0]!.extensions.code]).toEqual([400, 'INVALID_ARGUMENT']);
    const form = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      body: new URLSearchParams({ query: '{ datasets { id } }' }),
    });
    expect(form.status).toBe(400);
    const get = await fetch(`${api.url}/graphql?query=${encodeURIComponent('{ datasets { id } }')}`);
    expect(get.status).toBe(400);
  });

  it('that is no JSON, or has no query, is refused in words', async () => {
    for (const body of [
      '{"query": "{',
      '{}',
      '[]',
      '"text"',
      '{"query": 5}',
      '{"query": "{ datasets }", "variables": "x"}',
    ]) {
      const { status, errors } = await post(`${api.url}/graphql`, body);
      expect(status).toBe(400);
      expect(errors![0]!.message.length).toBeGreaterThan(10);
      expect(errors![0]!.extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('with wrong variables is INVALID_ARGUMENT', async () => {
    const error = await api.refusal('query($i: Int!) { datapoint(dataset: "digits", index: $i) { id } }', {
      i: 'x',
    });
    expect(error.extensions.code).toBe('INVALID_ARGUMENT');
    const large = await api.refusal('query($i: Int!) { datapoint(dataset: "digits", index: $i) { id } }', {
      i: 2 ** 31,
    });
    expect(large.extensions.code).toBe('INVALID_ARGUMENT');
  });

  it('leaves nothing in the log that was the client’s own mistake', () => {
    expect(api.logged).toEqual([]);
  });
});
