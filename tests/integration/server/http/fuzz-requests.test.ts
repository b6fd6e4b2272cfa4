import { errorTable, protocolCodes } from '@engram/core';
import { runs, snapshots } from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../../../server/src/schema.ts';
import { post, withApi, type Answer } from '../api.ts';
import { sendRaw } from './exchange.ts';
import { RequestFuzz } from './fuzz-requests.ts';

const api = withApi({ runSettings: { codeVersion: 'test', presets: {} } });
const allowed = new Set<string>([
  ...protocolCodes,
  ...Object.values(errorTable).map(({ graphql }) => graphql),
]);
for (const { graphql, http } of Object.values(errorTable)) if (http >= 500) allowed.delete(graphql);

/** Requests of each kind; more with ENGRAM_FUZZ_ROUNDS. */
const rounds = Number(process.env.ENGRAM_FUZZ_ROUNDS ?? 400);

/** What goes on without end, such as a queued run or whatever is noted, is listened to until it falls silent. */
const endlessPatienceMs = 1_000;

function fuzz(seed: number): RequestFuzz {
  const { first, second, queued, dataset } = api.seed;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const known = [
    ...[first, second, queued, first.slice(0, 8), base64(`Run:${first}`), base64(`Run:${second}`)],
    ...[base64(`Datapoint:${dataset.id}:1`), base64(`Dataset:${dataset.id}`), base64(`Score:${first}:1`)],
    ...['digits', 'shared', 'simclr', 'odd one', 'name', '/compare'],
  ];
  return new RequestFuzz(createSchema(), known, seed);
}

/** What is wrong with an answer; null when the client alone is to blame. */
function ourFault({ status, errors = [] }: Pick<Answer<unknown>, 'status' | 'errors'>): string | null {
  const codes = errors.map(({ extensions }) => extensions.code).filter((code) => !allowed.has(code));
  if (codes.length > 0) return codes.join(' ');
  return status >= 500 ? `status ${status}` : null;
}

/** What was logged but for what a request queued or cancelled, which is no fault. */
const faultsLogged = () => api.logged.filter(({ message }) => !/^(queued|cancelled) an? /.test(message));

// What a snapshot holds cannot be deleted, whoever asks for it.
beforeAll(async () => {
  await snapshots.create(api.store, { runIds: [api.seed.first, api.seed.second], title: 'held' });
});

describe.each([1, 2, 3])('any request over the schema, seed %i', (seed) => {
  it.each(['query', 'mutation'] as const)(
    'that is a %s gets data or an error that its client can mend',
    async (operation) => {
      const requests = fuzz(seed);
      const faults: object[] = [];
      let answered = 0;
      for (let round = 0; round < rounds; round++) {
        const request = requests.next(operation);
        const answer = await post(`${api.url}/graphql`, request);
        if (answer.data && !answer.errors) answered += 1;
        const fault = ourFault(answer);
        if (fault) faults.push({ fault, ...request });
      }
      expect(faults.slice(0, 5)).toEqual([]);
      expect(faultsLogged().slice(0, 5)).toEqual([]);
      // Not all of it is refused at the door.
      expect(answered).toBeGreaterThan(operation === 'query' ? rounds / 20 : 0);
      expect(await runs.find(api.store, api.seed.first)).toMatchObject({ status: 'SUCCEEDED' });
    },
  );

  it('that is a subscription does too', async () => {
    const requests = fuzz(seed);
    const faults: object[] = [];
    for (let round = 0; round < rounds / 10; round++) {
      const request = requests.next('subscription');
      const { status, body } = await sendRaw(
        api.url,
        'POST /graphql/stream',
        { 'content-type': 'application/json' },
        JSON.stringify(request),
        endlessPatienceMs,
      );
      const codes = [...body.matchAll(/"code":"(\w+)"/g)].map(([, code]) => ({
        message: '',
        extensions: { code: code!, requestId: '' },
      }));
      const fault = ourFault({ status, errors: codes });
      if (fault) faults.push({ fault, ...request });
    }
    expect(faults.slice(0, 5)).toEqual([]);
    expect(faultsLogged().slice(0, 5)).toEqual([]);
  });
});
