/** Ensembles over the API, on the store of an earlier Engram with one run that measures an ensemble of it anew. */
import { randomUUID } from 'node:crypto';
import { canonicalJson, ensembleConfigOf } from '@engram/core';
import { startServer, type RunningServer } from '@engram/server';
import {
  configHash,
  ensembles,
  query,
  runs,
  sha256,
  type EnsembleRow,
  type RunRow,
  type Store,
} from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '../../factories/run.ts';
import { oldRunIds, openOldStore } from '../../helpers/old-store.ts';
import { countStatements } from '../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';
import { post, type Answer, type ApiError } from './api.ts';

const scratch = withScratchStore();
const [importedId, , ownId] = oldRunIds;
const global = (type: string, id: string): string => btoa(`${type}:${id}`);
let old: Store;
let server: RunningServer;
/** An own run, one that measures its ensemble another way, and an imported one. */
let own: RunRow;
let again: RunRow;
let imported: RunRow;

beforeAll(async () => {
  old = await openOldStore(scratch.store);
  server = await startServer({ store: old, host: '127.0.0.1', port: 0, log: () => undefined });
  own = (await runs.find(old, ownId))!;
  imported = (await runs.find(old, importedId))!;
  const measured = { ...own.config, scoring: { ...own.config.scoring, views: 20 } };
  const { datasetId, methodKey, estimatorKey, codeVersion, encoderCount } = own;
  again = await runs.create(old, {
    ...{ id: randomUUID(), name: 'again', datasetId, methodKey, estimatorKey, codeVersion, encoderCount },
    config: measured,
    configHash: configHash(measured),
  });
});
afterAll(async () => {
  await server?.close();
  await old?.close();
});

const ask = <T>(document: string, variables: object = {}): Promise<Answer<T>> =>
  post<T>(`${server.url}/graphql`, { query: document, variables });
async function get<T>(document: string, variables: object = {}): Promise<T> {
  const { data, errors } = await ask<T>(document, variables);
  expect(errors).toBeUndefined();
  return data!;
}
async function refusal(document: string, variables: object = {}): Promise<ApiError> {
  const { errors } = await ask(document, variables);
  expect(errors).toHaveLength(1);
  return errors![0]!;
}

interface RunWithEnsemble {
  run: { measure: string; ensemble: { id: string; config: string; runs: { id: string; name: string }[] } };
}
const ofRun = `query($id: ID!) { run(id: $id) { measure ensemble {
  id name hash config origin design encoderCount trainedCount checkpointCount sizeBytes engine codeVersion createdAt
  dataset { slug } method { key } runs { id name }
} } }`;

describe('the ensemble of a run', () => {
  it('says what was trained, and is shared by the runs that measure it, the newest first', async () => {
    const { run } = await get<RunWithEnsemble>(ofRun, { id: own.id });
    const row = (await ensembles.find(old, own.ensembleId))!;
    expect(run).toEqual({
      measure: 'alignment',
      ensemble: {
        id: global('Ensemble', own.ensembleId),
        name: 'smoke',
        hash: row.hash,
        config: canonicalJson(ensembleConfigOf(own.config)),
        origin: 'TRAINED',
        design: 'half-split',
        encoderCount: own.encoderCount,
        trainedCount: own.encoderCount,
        checkpointCount: own.encoderCount,
        // An earlier version recorded no sizes.
        sizeBytes: 0,
        engine: own.engine,
        codeVersion: own.codeVersion,
        createdAt: own.createdAt.toISOString(),
        dataset: { slug: 'mnist' },
        method: { key: 'simclr' },
        runs: [
          { id: global('Run', again.id), name: 'again' },
          { id: global('Run', own.id), name: 'smoke' },
        ],
      },
    });
    expect(row.hash).toBe(sha256(run.ensemble.config));
    expect((await get<RunWithEnsemble>(ofRun, { id: again.id })).run).toEqual(run);
  });

  it('that was imported has no checkpoint, and what was measured of it is the alignment too', async () => {
    const { run } = await get<RunWithEnsemble>(ofRun, { id: imported.id });
    expect(run).toMatchObject({
      measure: 'alignment',
      ensemble: {
        origin: 'IMPORTED',
        design: 'imported',
        trainedCount: imported.encoderCount,
        checkpointCount: 0,
        sizeBytes: 0,
        runs: [{ id: global('Run', imported.id) }],
      },
    });
  });

  it('lists as many runs as are asked for, and all of them page by page', async () => {
    const id = own.ensembleId;
    const first = 'query($id: ID!, $n: Int) { ensemble(id: $id) { runs(first: $n) { name } } }';
    expect(await get(first, { id, n: 1 })).toEqual({ ensemble: { runs: [{ name: 'again' }] } });
    for (const n of [0, 101])
      expect(await refusal(first, { id, n })).toMatchObject({
        message: `'first' is ${n}, but must lie from 1 to 100.`,
        extensions: { code: 'INVALID_ARGUMENT', argument: 'first' },
      });
    const filtered = 'query($id: ID) { runs(first: 10, ensemble: $id) { totalCount nodes { name } } }';
    for (const name of [id, global('Ensemble', id), id.slice(0, 8)])
      expect(await get(filtered, { id: name })).toEqual({
        runs: { totalCount: 2, nodes: [{ name: 'again' }, { name: 'smoke' }] },
      });
    expect((await get<{ runs: { totalCount: number } }>(filtered, { id: null })).runs.totalCount).toBe(4);
    const { message, extensions } = await refusal(filtered, { id: '00000000' });
    expect(extensions.code).toBe('NOT_FOUND');
    expect(message).toBe(
      "There is no ensemble '00000000'. List the ensembles with { ensembles(first: 10) { nodes { id name } } }.",
    );
  });
});

describe('an ensemble', () => {
  const byId = 'query($id: ID!) { ensemble(id: $id) { id } }';

  it('is found by its global id, its UUID or the beginning of it, and as a node', async () => {
    const id = global('Ensemble', own.ensembleId);
    for (const name of [id, own.ensembleId.toUpperCase(), own.ensembleId.slice(0, 8)])
      expect(await get(byId, { id: name })).toEqual({ ensemble: { id } });
    const node = 'query($id: ID!) { node(id: $id) { id ... on Ensemble { name runs { name } } } }';
    expect(await get(node, { id })).toEqual({
      node: { id, name: 'smoke', runs: [{ name: 'again' }, { name: 'smoke' }] },
    });
  });

  it('that does not exist is null', async () => {
    for (const id of [randomUUID(), global('Ensemble', randomUUID()), '00000000'])
      expect(await get(byId, { id })).toEqual({ ensemble: null });
  });

  it.each([
    [
      'the id of a run',
      () => global('Run', own.id),
      /^'id' must be the id of an ensemble, but names a Run\.$/,
    ],
    [
      'a word',
      () => 'smoke',
      /^'id' is not the id of an ensemble\. Take an 'id' .*\{ ensembles\(first: 10\)/,
    ],
    ['a forged id', () => btoa('Ensemble:1'), /^'id' is not the id of an ensemble/],
  ])('is refused by %s', async (_what, id, message) => {
    const error = await refusal(byId, { id: id() });
    expect(error.extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument: 'id' });
    expect(error.message).toMatch(message);
  });
});

interface Page {
  ensembles: {
    nodes: { id: string }[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

describe('pages of ensembles', () => {
  const document = `query($first: Int, $after: String, $last: Int, $before: String, $dataset: String, $method: String) {
    ensembles(first: $first, after: $after, last: $last, before: $before, dataset: $dataset, method: $method) {
      nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const page = (variables: object): Promise<Page> => get<Page>(document, variables);
  const idsOf = ({ ensembles: { nodes } }: Page): string[] => nodes.map(({ id }) => id);

  /** Ensembles of which several were made in the same millisecond, in the order that the API promises. */
  const made: EnsembleRow[] = [];
  const inOrder = (): string[] =>
    made
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .map(({ id }) => global('Ensemble', id));

  async function make(seed: number): Promise<EnsembleRow> {
    const id = await ensembles.findOrCreate(old, {
      ...{ name: `seed ${seed}`, datasetId: own.datasetId, methodKey: 'simclr', design: 'half-split' },
      ...{ origin: 'TRAINED', config: { ...config, seed }, codeVersion: 'test', encoderCount: 4 },
    });
    return (await ensembles.find(old, id))!;
  }

  beforeAll(async () => {
    for (let seed = 0; seed < 9; seed++) {
      const { id } = await make(seed);
      await query(old, 'UPDATE ensemble SET created_at = $2 WHERE id = $1', [
        id,
        new Date(Date.UTC(2026, 10, 1, 0, 0, 0, Math.floor(seed / 4))),
      ]);
    }
    made.push(...(await ensembles.list(old)));
  });

  it.each([['forward'], ['backward']] as const)('%s show every ensemble once, across ties', async (way) => {
    const found: string[] = [];
    let cursor: string | undefined;
    for (let more = true; more;) {
      const got = await page(way === 'forward' ? { first: 2, after: cursor } : { last: 2, before: cursor });
      const { pageInfo } = got.ensembles;
      if (way === 'forward') found.push(...idsOf(got));
      else found.unshift(...idsOf(got));
      cursor = way === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
      more = way === 'forward' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
      // There is something on the other side, but for the first page.
      expect(way === 'forward' ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(found.length > 2);
    }
    expect(found).toEqual(inOrder());
    expect(found).toHaveLength(12);
  });

  it('stay right while ensembles are added: what was not yet shown comes next, once', async () => {
    const before = inOrder();
    const start = await page({ first: 5 });
    made.push(await make(100));
    const rest = await page({ first: 100, after: start.ensembles.pageInfo.endCursor });
    expect([...idsOf(start), ...idsOf(rest)]).toEqual(before);
    expect(rest.ensembles.totalCount).toBe(before.length + 1);
    expect(idsOf(await page({ first: 1 }))).toEqual(inOrder().slice(0, 1));
  });

  it('can be filtered by dataset and method, and a cursor belongs to its filter', async () => {
    const vicreg = await page({ first: 10, dataset: 'mnist', method: 'vicreg' });
    expect(vicreg.ensembles).toMatchObject({ totalCount: 1, nodes: [{ id: expect.any(String) }] });
    expect((await page({ first: 10, dataset: 'none' })).ensembles).toMatchObject({
      totalCount: 0,
      nodes: [],
    });
    const after = vicreg.ensembles.pageInfo.endCursor;
    expect((await refusal(document, { first: 1, after })).message).toMatch(/comes from another query/);
  });

  it('have a size', async () => {
    for (const variables of [{}, { first: 0 }, { first: 101 }, { first: 1, last: 1 }])
      expect((await refusal(document, variables)).extensions.code).toBe('INVALID_ARGUMENT');
  });

  it('take a statement, with their datasets and the runs of all of them two more, however many they are', async () => {
    const nested = '{ ensembles(first: 100) { nodes { dataset { slug } runs { name ensemble { hash } } } } }';
    await get(nested);
    // Page, datasets, runs, their ensembles.
    expect(await countStatements(() => get(nested))).toBe(4);
  });
});
