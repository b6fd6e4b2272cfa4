import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { connectionLimits, createLimitedServer } from '../../../../server/src/http/connections.ts';
import { makeToken, withServer } from '../http/access.ts';
import { post, withApi } from '../api.ts';
import { exchange } from '../http/exchange.ts';
import { untilWaiting, withScoresLocked } from '../score/locked-scores.ts';

const api = withApi();

const errorOf = (heard: string) =>
  (JSON.parse(heard.slice(heard.indexOf('\r\n\r\n') + 4)) as { errors: [{ extensions: object }] }).errors[0];

describe('a connection', () => {
  it.each([
    [
      'headers beyond 16 KiB',
      `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(17_000)}\r\n\r\n`,
      431,
      'LIMIT_EXCEEDED',
    ],
    ['a path beyond 16 KiB', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, 'LIMIT_EXCEEDED'],
    ['what is no HTTP', 'HELO mail\r\n\r\n', 400, 'INVALID_ARGUMENT'],
  ])('of %s is answered in words, with an id', async (_what, text, status, code) => {
    const heard = await exchange(api.url, text);
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const [, id] = /x-request-id: (\S+)/i.exec(heard)!;
    expect(errorOf(heard)).toMatchObject({ extensions: { code, requestId: id } });
  });

  it.each([
    ['headers', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
    [
      'body',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    ],
  ])('whose %s do not arrive in time is closed, with a word', async (_what, text) => {
    await withServer(api, { limits: { requestMs: 300 } }, async ({ url }) => {
      const heard = await exchange(url, text);
      expect(heard).toMatch(/^HTTP\/1.1 408 /);
      expect(errorOf(heard)).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } });
    });
  });

  it('whose client stops reading is closed, and one that reads slowly is not', async () => {
    const bytes = Buffer.alloc(64 * 1024 * 1024);
    const server = createLimitedServer((_, response) => void response.end(bytes), {
      requestMs: 5_000,
      silenceMs: 500,
      idleMs: 500,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (): Promise<[client: Socket, served: Promise<unknown>]> => {
      const accepted = once(server, 'connection') as Promise<[Socket]>;
      const client = connect(port, '127.0.0.1');
      client.on('error', () => undefined);
      client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
      const [served] = await accepted;
      return [client, once(served, 'close')];
    };
    try {
      const [still, closed] = await ask();
      const started = performance.now();
      await closed;
      expect(performance.now() - started).toBeGreaterThan(400);
      still.destroy();
      const [slow] = await ask();
      let readBytes = 0;
      slow.on('data', (chunk: Buffer) => {
        readBytes += chunk.length;
        slow.pause();
        setTimeout(() => slow.resume(), 3);
      });
      await once(slow, 'close');
      expect(readBytes).toBeGreaterThan(bytes.length);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('a connection that is kept', () => {
  it('is used again after a pause that is longer than headers or bodies may take', async () => {
    await withServer(api, { limits: { requestMs: 300, silenceMs: 300, idleMs: 30_000 } }, async ({ url }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ask = () =>
        new Promise<[status: number, reused: boolean]>((resolve, reject) => {
          const asked = request(`${url}/health`, { agent }, (response) => {
            response.resume();
            response.once('end', () => resolve([response.statusCode!, asked.reusedSocket]));
          });
          asked.on('error', reject).end();
        });
      expect(await ask()).toEqual([200, false]);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(await ask()).toEqual([200, true]);
      agent.destroy();
    });
  });

  it('is kept for longer than common proxies keep theirs', () => {
    expect(connectionLimits.idleMs).toBeGreaterThan(75_000);
  });
});

describe('a client that asks again before it was answered', () => {
  it('is hung up on', async () => {
    const body = JSON.stringify({ query: '{ datasets { slug } }' });
    const one = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    expect(await exchange(api.url, one + one)).toBe('');
    expect(await exchange(api.url, one.replace('host', 'connection: close\r\nhost'))).toContain('digits');
  });
});

describe('many requests at once', () => {
  const query =
    'query($run: ID!) { scores(filter: { run: $run }, first: 100) { nodes { value datapoint { index } } } }';

  it('are let in as far as there is room; the others are told when to come back, and then find room', async () => {
    await withServer(api, { limits: { requests: 4 } }, async ({ url }) => {
      const ask = () => post(`${url}/graphql`, { query, variables: { run: api.seed.first } });
      let answers: ReturnType<typeof ask>[] = [];
      await withScoresLocked(api.store, async () => {
        answers = [ask(), ask()];
        await untilWaiting(api.store, 2);
        const refused = await ask();
        expect([refused.status, refused.errors![0]!.extensions.code]).toEqual([503, 'OVERLOADED']);
      });
      expect((await Promise.all(answers)).map((one) => one.status)).toEqual([200, 200]);
      expect((await ask()).status).toBe(200);
    });
  });

  it('are executed a few at a time, and nobody who can wait is refused', async () => {
    await withServer(api, { limits: { operations: 1, cost: 10 } }, async ({ url }) => {
      const ask = () => post(`${url}/graphql`, { query, variables: { run: api.seed.first } });
      const answers = await Promise.all(Array.from({ length: 12 }, ask));
      expect(answers.map((one) => one.status)).toEqual(answers.map(() => 200));
    });
  });

  it('are told to come back when others leave them no turn', async () => {
    const token = await makeToken(api);
    await withServer(api, { limits: { operations: 1, waitMs: 0 } }, async ({ url }) => {
      const ask = (headers: Record<string, string> = {}) =>
        fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query, variables: { run: api.seed.first } }),
        });
      let first: ReturnType<typeof ask> | undefined;
      await withScoresLocked(api.store, async () => {
        first = ask();
        await untilWaiting(api.store, 1);
        const refused = await ask({ authorization: `Bearer ${token}` });
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
        expect(await refused.text()).toMatch(/OVERLOADED/);
      });
      expect((await first)!.status).toBe(200);
      expect((await ask()).status).toBe(200);
    });
  });
});
