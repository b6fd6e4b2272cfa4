import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { makeToken, withServer } from '../http/access.ts';
import { lockTable } from '../../../helpers/postgres/locked-table.ts';
import { post, withApi } from '../api.ts';
import { untilWaiting, withScoresLocked } from '../score/locked-scores.ts';

const api = withApi();
const page = 'query($run: ID!) { scores(filter: { run: $run }, first: 100) { nodes { value } } }';
const small = '{ datasets { slug } }';

const as = (token: string) => ({ authorization: `Bearer ${token}` });

/** What a reader of the dashboard asks through it. */
const reader = (key: string, address: string) => ({ ...as(key), 'x-engram-reader': address });

/** A POST whose body does not come. */
async function slowPost(url: string, token: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  socket.on('error', () => undefined);
  socket.resume();
  await once(socket, 'connect');
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{`,
  );
  return socket;
}

describe('one caller who takes all there is', () => {
  it('of requests leaves room for another, who is answered while the first one’s wait', async () => {
    const [first, second] = [await makeToken(api), await makeToken(api)];
    await withServer(api, { limits: { requests: 20 } }, async ({ url }) => {
      const ask = (token: string, query: string) =>
        post<unknown>(`${url}/graphql`, { query, variables: { run: api.seed.first } }, as(token));
      let flood: ReturnType<typeof ask>[] = [];
      await withScoresLocked(api.store, async () => {
        flood = Array.from({ length: 40 }, () => ask(first, page));
        const codes = await Promise.race([
          Promise.all(flood).then(() => 'answered'),
          ask(second, small).then(({ status }) => status),
        ]);
        expect(codes).toBe(200);
      });
      const statuses = (await Promise.all(flood)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(30);
    });
  });

  it('of bodies that do not come is hung up on in time, also when it keeps its side open', async () => {
    const [first, second] = [await makeToken(api), await makeToken(api)];
    await withServer(api, { limits: { requests: 6, requestMs: 1_500 } }, async ({ url }) => {
      const sockets = await Promise.all(Array.from({ length: 8 }, () => slowPost(url, first)));
      const ends = sockets.map((socket) => once(socket, 'end'));
      const ask = (token: string) => post<unknown>(`${url}/graphql`, { query: small }, as(token));
      expect((await ask(second)).status).toBe(200);
      await Promise.all(ends);
      // Its clients have not closed their side, and its slots are free all the same.
      await expect.poll(async () => (await ask(first)).status, { timeout: 20_000 }).toBe(200);
      const answers = await Promise.all([ask(first), ask(second)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      for (const socket of sockets) socket.destroy();
    });
  });

  it('of streams leaves some for another', async () => {
    const [first, second] = [await makeToken(api), await makeToken(api)];
    await withServer(api, { limits: { streams: 8 } }, async ({ url }) => {
      const leave = new AbortController();
      const open = (token: string) =>
        fetch(`${url}/graphql/stream`, {
          method: 'POST',
          headers: { ...as(token), 'content-type': 'application/json' },
          signal: leave.signal,
          body: JSON.stringify({
            query: 'subscription($id: ID!) { runProgress(id: $id) { phase } }',
            variables: { id: api.seed.queued },
          }),
        });
      const flood: number[] = [];
      for (let asked = 0; asked < 10; asked++) flood.push((await open(first)).status);
      expect(flood).toEqual([200, 200, 200, 200, 503, 503, 503, 503, 503, 503]);
      const other = await open(second);
      expect(other.status).toBe(200);
      expect(other.headers.get('content-type')).toContain('text/event-stream');
      leave.abort();
    });
  });

  it('of work is made to wait before another who asks for little', async () => {
    const [first, second] = [await makeToken(api), await makeToken(api)];
    await withServer(api, { limits: { operations: 4, waitMs: 60_000 } }, async ({ url }) => {
      const done: string[] = [];
      const ask = (name: string, token: string, query: string) =>
        post<unknown>(`${url}/graphql`, { query, variables: { run: api.seed.first } }, as(token)).then(
          ({ status }) => void done.push(`${name} ${status}`),
        );
      let flood: Promise<void>[] = [];
      await withScoresLocked(api.store, async () => {
        flood = Array.from({ length: 30 }, () => ask('first', first, page));
        // Three of them wait for the lock, the others for those three.
        await untilWaiting(api.store, 3);
        await ask('second', second, small);
        expect(done).toEqual(['second 200']);
      });
      await Promise.all(flood);
      expect(done).toHaveLength(31);
    });
  });

  it('of connections, by one document, leaves one for another', async () => {
    const [first, second] = [await makeToken(api), await makeToken(api)];
    await withServer(api, {}, async ({ url }) => {
      const fields = Array.from(
        { length: 20 },
        (_, at) => `s${at}: scores(filter: { run: $run }, first: ${at + 1}) { nodes { value } }`,
      );
      const many = `query($run: ID!) { ${fields.join(' ')} }`;
      const ask = (token: string, query: string) =>
        post<unknown>(`${url}/graphql`, { query, variables: { run: api.seed.first } }, as(token));
      let flood: ReturnType<typeof ask> | undefined;
      await withScoresLocked(api.store, async () => {
        flood = ask(first, many);
        await untilWaiting(api.store, api.store.pool.options.max - 1);
        expect((await ask(second, small)).status).toBe(200);
      });
      expect((await flood!).errors).toBeUndefined();
    });
  });
});

describe('one caller alone', () => {
  it('is not refused for work of its own, however long it waits for it', async () => {
    await withServer(api, { limits: { operations: 2, waitMs: 100 } }, async ({ url }) => {
      let asked: ReturnType<typeof post>[] = [];
      await withScoresLocked(api.store, async () => {
        asked = Array.from({ length: 16 }, () =>
          post(`${url}/graphql`, { query: page, variables: { run: api.seed.first } }),
        );
        await untilWaiting(api.store, 1);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      });
      expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array<number>(16).fill(200));
    });
  });
});

it('a client who leaves before it is known who asks holds no slot', async () => {
  const token = await makeToken(api);
  await withServer(api, { auth: 'required', limits: { requests: 4 } }, async ({ url }) => {
    const leave = new AbortController();
    const unknown = `${url}/images/${'0'.repeat(64)}.png`;
    const lock = await lockTable(api.store.url, 'api_token');
    try {
      const left = [1, 2].map(() => fetch(unknown, { headers: as(token), signal: leave.signal }));
      await untilWaiting(api.store, 2);
      leave.abort();
      expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      await new Promise((resolve) => setTimeout(resolve, 500));
    } finally {
      await lock.free();
    }
    await untilWaiting(api.store, 0);
    const ask = async () => (await fetch(unknown, { headers: as(token) })).status;
    // A slot that they held would be held for ever.
    await expect.poll(ask, { timeout: 20_000 }).toBe(404);
    expect([await ask(), await ask()]).toEqual([404, 404]);
  });
});

describe('readers of the dashboard', () => {
  const key = 'engram_a-key-of-the-dashboard';

  it('have budgets of their own, so that one who spends it locks nobody out', async () => {
    await withServer(api, { auth: 'required', dashboardKey: key, rateLimit: 250 }, async ({ url }) => {
      const ask = (address: string) =>
        post<unknown>(
          `${url}/graphql`,
          { query: page, variables: { run: api.seed.first } },
          reader(key, address),
        );
      const statuses: number[] = [];
      for (let asked = 0; asked < 6; asked++) statuses.push((await ask('192.0.2.1')).status);
      // As much as four tokens: 1,000 objects, of which a page costs 200.
      expect(statuses).toEqual([...Array<number>(5).fill(200), 429]);
      expect((await ask('192.0.2.2')).status).toBe(200);
    });
  });

  it('have shares of their own of what is under way', async () => {
    await withServer(
      api,
      { auth: 'required', dashboardKey: key, limits: { requests: 4 } },
      async ({ url }) => {
        const ask = (address: string, query: string) =>
          post<unknown>(
            `${url}/graphql`,
            { query, variables: { run: api.seed.first } },
            reader(key, address),
          );
        let flood: ReturnType<typeof ask>[] = [];
        await withScoresLocked(api.store, async () => {
          flood = [ask('192.0.2.1', page), ask('192.0.2.1', page)];
          await untilWaiting(api.store, 2);
          expect((await ask('192.0.2.1', small)).status).toBe(503);
          expect((await ask('192.0.2.2', small)).status).toBe(200);
        });
        expect((await Promise.all(flood)).map(({ status }) => status)).toEqual([200, 200]);
      },
    );
  });

  it('are believed of the dashboard alone: a token cannot make readers up', async () => {
    const token = await makeToken(api);
    await withServer(api, { dashboardKey: key, rateLimit: 250 }, async ({ url }) => {
      const ask = (address: string) =>
        post<unknown>(
          `${url}/graphql`,
          { query: page, variables: { run: api.seed.first } },
          reader(token, address),
        );
      const statuses = [await ask('192.0.2.1'), await ask('192.0.2.2'), await ask('192.0.2.3')];
      expect(statuses.map(({ status }) => status)).toEqual([200, 429, 429]);
    });
  });
});

it('work that a query hides in its filter is refused before it is done', async () => {
  const { first, second } = api.seed;
  const agreement = {
    runs: Array.from({ length: 20 }, (_, at) => (at % 2 ? first : second)),
    topPercent: 5,
    minRuns: 2,
  };
  const filter = {
    run: first,
    or: Array.from({ length: 48 }, (_, at) => ({
      run: first,
      agreement: { ...agreement, topPercent: at + 1 },
    })),
  };
  const { status, errors } = await api.ask(
    'query($filter: ScoreFilter!) { scores(filter: $filter, first: 1) { totalCount } }',
    { filter },
  );
  expect([status, errors![0]!.extensions.code]).toEqual([400, 'LIMIT_EXCEEDED']);
  expect(errors![0]!.message).toMatch(/costs \d{5,} objects, and 50000 are allowed/);
});
