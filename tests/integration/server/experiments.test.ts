/** Experiments over the API, on a store where one has succeeded and one is queued. */
import { type ExperimentResult } from '@engram/core';
import { startServer, type RunningServer } from '@engram/server';
import { experiments, type ExperimentRow } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExperiment, publishExperiment } from '../../factories/experiment.ts';
import { createDataset, createRun } from '../../factories/run.ts';
import { countStatements } from '../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';
import { post, type Answer, type ApiError } from './api.ts';

const scratch = withScratchStore();
const result: ExperimentResult = {
  series: [
    {
      ...{ key: 'score.mean', name: 'mean score' },
      x: { label: 'methods', unit: null, categories: ['simclr', 'vicreg'] },
      y: { label: 'mean', unit: null, categories: null },
      points: [
        { x: 0, y: 0.1 + 0.2, low: 1e-17, high: 0.5, n: 4 },
        { x: 1, y: null, low: null, high: null, n: null },
      ],
    },
  ],
  statements: [
    {
      ...{ claim: 'It is so.', estimate: 0.1, low: -0.1, high: 0.3, confidence: 0.95 },
      ...{ verdict: 'CANNOT_BE_TOLD', reason: null, source: 'arXiv 2401.12233' },
    },
  ],
};

let server: RunningServer;
let found: ExperimentRow;
/** What it found, with a datapoint at its first point. */
let pointed: ExperimentResult;
let queued: ExperimentRow;
let ensembleId: string;

const ask = <T>(document: string, variables: object = {}): Promise<Answer<T>> =>
  post<T>(`${server.url}/graphql`, { query: document, variables });

beforeAll(async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 10);
  const run = await createRun(store, dataset, 'RUNNING');
  ensembleId = run.ensembleId;
  found = await createExperiment(store, 'found', { a: run.id, b: run.id }, { started: true });
  const [series] = result.series;
  const datapoint = { dataset: dataset.slug, index: 7 };
  pointed = {
    ...result,
    series: [{ ...series!, points: [{ ...series!.points[0]!, datapoint }, series!.points[1]!] }],
  };
  expect(await publishExperiment(store, found, pointed)).toEqual({ published: true });
  queued = await createExperiment(store, 'queued');
  server = await startServer({ store, host: '127.0.0.1', port: 0, log: () => undefined });
});
afterAll(() => server?.close());

const whole = `key name x { label unit categories } y { label unit categories } points { x y low high n }`;

describe('an experiment', () => {
  it('gives what was found to the last bit, and what it rests on, each once', async () => {
    const { data } = await ask<{ experiment: ExperimentResult & { runs: object[]; ensembles: object[] } }>(
      `query($id: ID!) { experiment(id: $id) { status series { ${whole} }
         statements { claim estimate low high confidence verdict reason source } runs { id } ensembles { id } datasets { slug } } }`,
      { id: found.id.slice(0, 8) },
    );
    expect(data?.experiment).toMatchObject({ status: 'SUCCEEDED', ...result });
    expect([data!.experiment.runs.length, data!.experiment.ensembles.length]).toEqual([1, 1]);
  });

  it('names the datapoint of a point, and none where a point is an aggregate', async () => {
    const { data, errors } = await ask<{ experiment: { series: { points: object[] }[] } }>(
      `query($id: ID!) { experiment(id: $id) { series { points { datapoint { index dataset { slug } } } } } }`,
      { id: found.id },
    );
    expect(errors).toBeUndefined();
    const { dataset, index } = pointed.series[0]!.points[0]!.datapoint!;
    expect(data!.experiment.series[0]!.points).toEqual([
      { datapoint: { index, dataset: { slug: dataset } } },
      { datapoint: null },
    ]);
  });

  it('is published once', async () => {
    expect(await experiments.publish(scratch.store, found.id, pointed)).toEqual({ published: false });
    await expect(experiments.publish(scratch.store, queued.id, result)).rejects.toThrow(/QUEUED/);
  });

  it('stands in the list, the newest first, filtered, at so many statements however many there are', async () => {
    const list =
      '{ experiments(first: 10) { totalCount nodes { name series { key } statements { claim } } } }';
    const { answer, statements } = await counted(() => ask<{ experiments: { totalCount: number; nodes: { name: string; series: object[] }[] } }>(list)); // prettier-ignore
    expect(answer.data!.experiments.nodes.map(({ name, series }) => [name, series.length])).toEqual([
      ['queued', 0],
      ['found', 1],
    ]);
    expect(statements).toBeLessThanOrEqual(4);
    for (const filter of ['status: QUEUED', 'kind: "dynamics"', 'dataset: "other"']) {
      const { data } = await ask<{ experiments: { totalCount: number } }>(`{ experiments(first: 1, ${filter}) { totalCount } }`); // prettier-ignore
      expect(data!.experiments.totalCount).toBe(filter.startsWith('status') ? 1 : 0);
    }
  });

  it('is found from its ensemble and by its global id', async () => {
    const { data } = await ask<{ ensemble: { experiments: { id: string; name: string }[] } }>(
      `{ ensemble(id: "${ensembleId}") { experiments { id name } } }`,
    );
    expect(data!.ensemble.experiments.map(({ name }) => name)).toEqual(['found']);
    const { id } = data!.ensemble.experiments[0]!;
    const { data: node } = await ask<{ node: { name: string } }>(
      `{ node(id: "${id}") { ... on Experiment { name } } }`,
    );
    expect(node!.node.name).toBe('found');
  });

  it('is had as a file once it has succeeded, under any of its names', async () => {
    const file = (name: string) => fetch(`${server.url}/export/experiments/${name}`);
    const csv = await file(`${found.id}.csv`);
    expect([csv.status, csv.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="engram-experiment-${found.id}.csv"`,
    ]);
    expect(await csv.text()).toBe(
      [
        'kind,key,name,x,category,y,low,high,n,confidence,verdict,reason,source',
        'point,score.mean,mean score,0,simclr,0.30000000000000004,1e-17,0.5,4,,,,',
        'point,score.mean,mean score,1,vicreg,,,,,,,,',
        'statement,,It is so.,,,0.1,-0.1,0.3,,0.95,CANNOT_BE_TOLD,,arXiv 2401.12233',
        '',
      ].join('\n'),
    );
    const json = await file(`${found.id.slice(0, 8)}.json`);
    expect(await json.json()).toEqual({
      ...{ kind: found.kind, name: 'found', config: found.config },
      ...{ configHash: found.configHash, codeVersion: found.codeVersion, ...pointed },
    });
    const refusals = [
      [`${queued.id}.csv`, 409, /is QUEUED/],
      ['0000beef.json', 404, /no experiment/],
      [`${found.id}.parquet`, 400, /csv, json/],
      ['x.csv', 400, /not the id of an experiment/],
    ] as const;
    for (const [name, status, message] of refusals) {
      const refused = await file(name);
      const { errors } = (await refused.json()) as { errors: ApiError[] };
      expect([name, refused.status]).toEqual([name, status]);
      expect(errors[0]!.message).toMatch(message);
    }
  });

  it('is not made by a server that only reads, nor found where there is none', async () => {
    const created = await ask(
      'mutation { createExperiment(input: { kind: "agreement" }) { experiment { id } } }',
    );
    expect((created.errors as ApiError[])[0]!.extensions.code).toBe('FORBIDDEN');
    expect(
      (await ask<{ experiment: null }>('{ experiment(id: "0000beef") { id } }')).data!.experiment,
    ).toBeNull();
  });
});

async function counted<T>(act: () => Promise<T>): Promise<{ answer: T; statements: number }> {
  let answer: T | undefined;
  const statements = await countStatements(async () => {
    answer = await act();
  });
  return { answer: answer!, statements };
}
