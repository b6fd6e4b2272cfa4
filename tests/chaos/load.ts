import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What clients may be told while the database is lost: try again. */
const expected = new Set(['STORE_UNAVAILABLE', 'OVERLOADED']);

export interface Load {
  /** Answers by code; 'ok' for those without an error. */
  readonly counts: Map<string, number>;
  /** Whatever no client may ever see. */
  readonly wrong: string[];
  stop(): Promise<void>;
}

/** Clients that ask the API for all it has, one thing after the other, until they are stopped. */
export function putLoadOn(api: string, o: { run: string; home: string }): Load {
  const counts = new Map<string, number>();
  const wrong: string[] = [];
  let stopped = false;
  const count = (code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1);

  const note = (what: string): void => {
    if (wrong.length < 10) wrong.push(what);
  };
  const post = async (path: string, query: string, variables: object): Promise<void> => {
    const response = await fetch(api + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    judge(await response.text());
  };
  const judge = (text: string): void => {
    const codes = [...text.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code!);
    if (codes.length === 0) count('ok');
    for (const code of codes) {
      count(code);
      if (!expected.has(code)) note(text.slice(0, 500));
    }
  };
  const run = o.run;
  const clients: (() => Promise<void>)[] = [
    () =>
      post(
        '/graphql',
        'query($run: ID!) { scores(filter: { run: $run }, first: 50) { totalCount nodes { value datapoint { index tags } } } }',
        { run },
      ),
    () =>
      post(
        '/graphql',
        '{ runs(first: 10) { nodes { name status progress { fraction } } } datasets { slug } }',
        {},
      ),
    () =>
      post(
        '/graphql',
        'mutation($runs: [ID!]!) { createSnapshot(runs: $runs, title: "t") { snapshot { hash } } }',
        { runs: [run] },
      ),
    async () => {
      // Made anew each time, so that it is read from the database.
      await rm(join(o.home, 'exports'), { recursive: true, force: true });
      judge(await (await fetch(`${api}/export/runs/${run}.csv`)).text());
    },
    () => post('/graphql/stream', 'subscription($run: ID!) { runProgress(id: $run) { fraction } }', { run }),
  ];
  const loops = clients.map(async (client) => {
    while (!stopped) {
      await client().catch((error: Error) => note(`${error.message} ${String(error.cause ?? '')}`));
      await sleep(20);
    }
  });
  return {
    counts,
    wrong,
    async stop() {
      stopped = true;
      await Promise.all(loops);
    },
  };
}
