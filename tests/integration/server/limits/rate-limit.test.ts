import { describe, expect, it } from 'vitest';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { askAs, makeToken, withServer } from '../http/access.ts';
import { withApi } from '../api.ts';

const api = withApi();
const asked = '{ rateLimit { cost limit remaining resetAt } }';
const hundred = 'query($run: ID!) { scores(filter: { run: $run }, first: 100) { nodes { value } } }';
interface Limit {
  rateLimit: { cost: number; limit: number; remaining: number; resetAt: string } | null;
}

describe('the rate limit', () => {
  it('counts nothing on this machine, and says so', async () => {
    expect(await api.get(asked)).toEqual({ rateLimit: null });
    expect((await askAs(api, null, asked)).headers.get('ratelimit')).toBeNull();
  });

  it('tells what a query cost and what is left, in the answer and in its headers', async () => {
    const token = await makeToken(api);
    await withServer(api, { rateLimit: 1_000 }, async (server) => {
      const first = await askAs<Limit>(server, token, asked);
      expect(first.data!.rateLimit).toMatchObject({ cost: 1, limit: 1_000, remaining: 999 });
      const seconds = (Date.parse(first.data!.rateLimit!.resetAt) - Date.now()) / 1_000;
      expect(seconds).toBeGreaterThan(50);
      expect(seconds).toBeLessThanOrEqual(60);
      const { headers } = await askAs(server, token, hundred, { run: api.seed.first });
      expect(headers.get('ratelimit-policy')).toBe('"token";q=1000;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"token";r=(\d+);t=\d+$/);
      const left = Number(/r=(\d+)/.exec(headers.get('ratelimit')!)![1]);
      expect(left).toBeLessThanOrEqual(899);
      expect(left).toBeGreaterThan(700);
      expect(headers.get('retry-after')).toBeNull();
    });
  });

  it('executes nothing of what is too much, and says when to come back', async () => {
    const token = await makeToken(api);
    await withServer(api, { rateLimit: 250 }, async (server) => {
      const variables = { run: api.seed.first };
      const ask = () => askAs(server, token, hundred, variables);
      expect((await ask()).status).toBe(200);
      let refused = await ask();
      while (refused.status === 200) refused = await ask();
      expect([refused.status, refused.errors![0]!.extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect(refused.errors![0]!.message).toContain('/export/runs/<id>.parquet');
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(40);
      expect(wait).toBeLessThanOrEqual(60);
      expect(refused.headers.get('ratelimit')).toContain('"token";r=');
      // The look-up of the token, and no statement of the query.
      expect(await countStatements(ask)).toBe(1);
    });
  });

  it('belongs to a token, not to an address', async () => {
    const [one, two] = [await makeToken(api), await makeToken(api)];
    await withServer(api, { rateLimit: 1 }, async (server) => {
      expect((await askAs(server, one, asked)).status).toBe(200);
      const spent = await askAs(server, one, asked);
      expect([spent.status, spent.errors![0]!.extensions.code]).toEqual([429, 'RATE_LIMITED']);
      expect(spent.headers.get('retry-after')).not.toBeNull();
      expect((await askAs(server, two, asked)).status).toBe(200);
    });
  });

  it('counts what cannot be read or executed as one', async () => {
    const token = await makeToken(api);
    await withServer(api, { rateLimit: 10 }, async (server) => {
      for (const query of ['{', '{ nothing }', 'query A { methods { key } } query B { methods { key } }'])
        expect((await askAs(server, token, query)).status).toBe(400);
      const { data } = await askAs<Limit>(server, token, asked);
      expect(data!.rateLimit!.remaining).toBe(6);
    });
  });

  it('tells a query that no minute can hold from one that came too early', async () => {
    const token = await makeToken(api);
    await withServer(api, { rateLimit: 50 }, async (server) => {
      const { status, errors, headers } = await askAs(server, token, hundred, { run: api.seed.first });
      expect([status, errors![0]!.extensions.code]).toEqual([400, 'LIMIT_EXCEEDED']);
      expect(headers.get('retry-after')).toBeNull();
    });
  });

  it('counts streams too', async () => {
    const token = await makeToken(api);
    await withServer(api, { rateLimit: 1 }, async ({ url }) => {
      const stream = (query: string) =>
        fetch(`${url}/graphql/stream`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables: { id: api.seed.first } }),
        });
      const query = 'subscription($id: ID!) { runProgress(id: $id) { phase } }';
      const answer = await stream(query);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('event: next')]);
      expect((await stream(query)).status).toBe(429);
    });
  });
});
