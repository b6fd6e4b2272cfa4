import { Agent, request } from 'node:http';
import { text as readAll } from 'node:stream/consumers';
import { runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createRun } from '../../../factories/run.ts';
import { ownerOf } from '../../../helpers/processes/connection-owner.ts';
import { until } from '../../../helpers/processes/engram.ts';
import { withApi } from '../api.ts';
import { processesServe, servingPids, withProcesses } from './with-processes.ts';

const api = withApi();
processesServe(api);

type Ask = <T>(query: string, variables?: object) => Promise<T>;

/** Clients over connections of their own, which the processes take in turn: each asks another process. */
async function withClients(work: (one: Ask, other: Ask, url: string) => Promise<void>): Promise<void> {
  await withProcesses({}, async ({ url }) => {
    const agents = servingPids().map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
    const [one, other] = agents.map((agent) => askThrough(url, agent));
    try {
      for (const ask of [one!, other!]) await ask('{ __typename }');
      const owners = await Promise.all(agents.map((agent) => ownerOf(portsOf(url, agent), servingPids())));
      expect(new Set(owners)).toEqual(new Set(servingPids()));
      await work(one!, other!, url);
    } finally {
      for (const agent of agents) agent.destroy();
    }
  });
}

/** The two ends of the connection that an agent holds. */
function portsOf(url: string, agent: Agent): { localPort: number; remotePort: number } {
  const [held, ...others] = Object.values(agent.freeSockets).flat();
  expect(others).toEqual([]);
  return { localPort: Number(new URL(url).port), remotePort: held!.localPort! };
}

const askThrough =
  (url: string, agent: Agent): Ask =>
  async <T>(query: string, variables: object = {}) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const call = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) =>
        readAll(response).then(resolve, reject),
      );
      call.on('error', reject);
      call.end(JSON.stringify({ query, variables }));
    });
    const { data, errors } = JSON.parse(answer) as { data: T; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };

const idOf = (index: number): string =>
  Buffer.from(`Datapoint:${api.seed.dataset.id}:${index}`).toString('base64');
const addTags = `mutation($d: [ID!]!, $t: [String!]!) { addTags(datapoints: $d, tags: $t) { changedCount } }`;
const notes = `{ tags(dataset: "digits") { name indices } datapoints(dataset: "digits", indices: [3]) { tags comments { text } } }`;
const tagged = `query($run: ID!, $tag: String!) { scores(filter: { run: $run, tags: [$tag] }, first: 9) { nodes { datapoint { index } } } }`;

describe('what is written through one process', () => {
  it('is read through the other at once: tags, comments, choices by tag', async () => {
    await withClients(async (one, other) => {
      for (const [writer, reader, tag] of [
        [one, other, 'odd'],
        [other, one, 'even'],
      ] as const) {
        // Both have asked before: an answer that one of them remembers would be the old one.
        const choice = { run: api.seed.first, tag };
        for (const ask of [one, other]) {
          expect(JSON.stringify(await ask(notes))).not.toContain(tag);
          expect(await ask(tagged, choice)).toEqual({ scores: { nodes: [] } });
        }
        await writer(addTags, { d: [idOf(3)], t: [tag] });
        await writer(`mutation($d: ID!, $t: String!) { addComment(datapoint: $d, text: $t) { comment { id } } }`, { d: idOf(3), t: `is ${tag}` }); // prettier-ignore
        const read = await reader<{ tags: unknown[]; datapoints: { tags: string[]; comments: { text: string }[] }[] }>(notes); // prettier-ignore
        expect(read.tags).toContainEqual({ name: tag, indices: [3] });
        expect(read.datapoints[0]!.tags).toContain(tag);
        expect(read.datapoints[0]!.comments).toContainEqual({ text: `is ${tag}` });
        expect(await reader(tagged, choice)).toEqual({ scores: { nodes: [{ datapoint: { index: 3 } }] } });
      }
    });
  });

  it('is read through the other at once: names, archives and the end of runs', async () => {
    await withClients(async (one, other) => {
      const run = await createRun(api.store, api.seed.dataset);
      const asked = '{ runs(first: 50) { nodes { id name status } } }';
      const found = async (ask: Ask) => (await ask<{ runs: { nodes: { id: string; name: string; status: string }[] } }>(asked)).runs.nodes.find(({ id }) => atob(id).endsWith(run.id)); // prettier-ignore
      expect(await found(other)).toMatchObject({ name: 'factory', status: 'QUEUED' });
      await one('mutation($r: ID!) { renameRun(id: $r, name: "renamed") { run { id } } }', { r: run.id });
      expect(await found(other)).toMatchObject({ name: 'renamed' });
      await runs.transition(api.store, run.id, 'CANCELLED');
      for (const ask of [one, other]) expect(await found(ask)).toMatchObject({ status: 'CANCELLED' });
      await other('mutation($r: ID!) { archiveRun(id: $r) { run { id } } }', { r: run.id });
      expect(await found(one)).toBeUndefined();
    });
  });

  it('is heard by who listens to the other', async () => {
    await withClients(async (one, other, url) => {
      const end = new AbortController();
      const listeners = await Promise.all(
        [1, 2].map(() =>
          fetch(`${url}/graphql/stream`, {
            method: 'POST',
            signal: end.signal,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ query: 'subscription { notesChanged { revision } }' }),
          }),
        ),
      );
      const heard = listeners.map(() => '');
      const reading = listeners.map(async ({ body }, at) => {
        for await (const piece of body!.pipeThrough(new TextDecoderStream())) heard[at] += piece;
      });
      const count = (text: string): number => text.match(/event: next/g)?.length ?? 0;
      await until('both listen', async () => heard.every((text) => count(text) >= 1));
      for (const [ask, t] of [
        [one, ['first']],
        [other, ['second']],
      ] as const) {
        const before = heard.map(count);
        await ask(addTags, { d: [idOf(4)], t });
        await until('both hear of it', async () => heard.every((text, at) => count(text) > before[at]!));
      }
      end.abort();
      await Promise.allSettled(reading);
    });
  });
});
