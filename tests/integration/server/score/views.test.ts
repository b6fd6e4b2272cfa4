import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageSize, pairCount, pairPlace } from '@engram/core';
import { datasetFolder, runs, type RunRow } from '@engram/store';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../../../worker/src/datasets/dataset.ts';
import { writeDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { runData } from '../../../../worker/src/datasets/run-data.ts';
import { scoringViews } from '../../../../worker/src/measures/scoring-views.ts';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { makeToken, withServer } from '../http/access.ts';
import { withApi } from '../api.ts';
import { paintDataset, paintedConfig, publishPainted } from './painted-run.ts';
import { inMemory } from '../../../factories/run-data.ts';

const api = withApi();
const config = paintedConfig();
let dataset: Dataset;
let run: RunRow;
/** Index of a datapoint of the run that stands elsewhere among those it uses. */
let index: number;
let position: number;

beforeAll(async () => {
  dataset = await paintDataset(api.store);
  run = await publishPainted(api.store, dataset, config);
  const { indices } = runData(config, inMemory(dataset));
  position = indices.findIndex((each, n) => each !== n);
  index = indices[position]!;
});

interface Views {
  count: number;
  imageUrl: string | null;
  imageReason: string | null;
  distancesIn: number[] | null;
  distancesOut: number[] | null;
  distancesReason: string | null;
}
interface Answered {
  datapoint: { views: Views | null; scores: { alignmentIn: number; alignmentOut: number }[] };
}
const query = `query($dataset: String!, $index: Int!, $run: ID!) { datapoint(dataset: $dataset, index: $index) {
  views(run: $run) { count imageUrl width height imageReason distancesIn distancesOut distancesReason }
  scores(runs: [$run]) { alignmentIn alignmentOut }
} }`;
const ask = async (of: RunRow, at = index, slug = 'painted') =>
  (await api.get<Answered>(query, { dataset: slug, index: at, run: of.id })).datapoint;
const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const pathOf = (of: RunRow, at = index) => `/views/${of.id}/${at}.png`;

describe('the views of a datapoint', () => {
  it('have distances pair by pair, whose means are alignmentIn and alignmentOut', async () => {
    for (const at of runData(config, inMemory(dataset)).indices) {
      const { views, scores } = await ask(run, at);
      expect(views).toMatchObject({ count: 4, distancesReason: null });
      expect(views!.distancesIn).toHaveLength(pairCount(4));
      expect(meanOf(views!.distancesIn!)).toBeCloseTo(scores[0]!.alignmentIn, 6);
      expect(meanOf(views!.distancesOut!)).toBeCloseTo(scores[0]!.alignmentOut, 6);
      expect(views!.distancesIn![pairPlace(3, 1)]).not.toBe(views!.distancesOut![pairPlace(3, 1)]);
    }
  });

  it('have a picture that holds the very pixels that the worker scores', async () => {
    const { views } = await ask(run);
    expect(views).toMatchObject({ imageUrl: pathOf(run), imageReason: null, width: 7, height: 9 });
    const response = await fetch(api.url + views!.imageUrl!);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    const { data, info } = await sharp(await response.arrayBuffer())
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 4 * 7, height: 9, channels: 3 });
    const scored = [...scoringViews(config, runData(config, inMemory(dataset)))].flatMap((b) => [
      ...b.images,
    ]);
    const size = imageSize(dataset.shape);
    const expected: number[] = [];
    for (let row = 0; row < 9; row++)
      for (let m = 0; m < 4; m++)
        for (let at = 0; at < 7 * 3; at++)
          expected.push(Math.round(255 * scored[(position * 4 + m) * size + row * 21 + at]!));
    const off = Array.from(data, (value, at) => Math.abs(value - expected[at]!));
    expect(Math.max(...off)).toBe(0);
    // Warped and blurred they are, and not the datapoint as it is.
    expect(expected.slice(0, 21)).not.toEqual([...dataset.pixels.subarray(index * size, index * size + 21)]);
  });

  it('of many datapoints take one statement each for dataset, datapoints, run, scores, distances and dataset', async () => {
    const many = `query($indices: [Int!], $run: ID!) {
      datapoints(dataset: "painted", indices: $indices) { views(run: $run) { imageUrl distancesIn } }
    }`;
    const variables = { indices: [...runData(config, inMemory(dataset)).indices], run: run.id };
    expect(await countStatements(() => api.get(many, variables))).toBe(6);
  });

  it('are null where the run has no score of the datapoint', async () => {
    const unused = dataset.contentHashes.findIndex(
      (_, n) => !runData(config, inMemory(dataset)).indices.includes(n),
    );
    expect((await ask(run, unused)).views).toBeNull();
    expect((await fetch(api.url + pathOf(run, unused))).status).toBe(404);
  });

  it('say why there is no picture: no images, an import, another policy', async () => {
    const plain = await createDataset(api.store, 2);
    const imageless = await createRun(api.store, plain, 'RUNNING');
    await runs.publish(api.store, imageless.id, publication([scoreRow(0), scoreRow(1)]));
    const none = (await ask(imageless, 0, plain.slug)).views!;
    expect(none).toMatchObject({ count: 10, imageUrl: null, distancesIn: null, distancesOut: null });
    expect(none.imageReason).toContain('without images');
    expect(none.distancesReason).toContain('stored no distances');

    const other = await publishPainted(api.store, dataset, config, { policyHash: 'of long ago' });
    const { imageReason } = (await ask(other)).views!;
    expect(imageReason).toContain('this version of Engram draws otherwise');
    const refused = await fetch(api.url + pathOf(other));
    expect(refused.status).toBe(404);
    expect(((await refused.json()) as { errors: [{ message: string }] }).errors[0].message).toBe(imageReason);

    await api.store.pool.query(`UPDATE run SET config = '{"source":"representations"}' WHERE id = $1`, [
      other.id,
    ]);
    expect((await ask(other)).views!.imageReason).toContain('was imported');
  });

  it('say that too many pairs are not kept', async () => {
    const large = await publishPainted(api.store, dataset, config, { withoutPairs: true });
    await api.store.pool.query('UPDATE run SET scored_count = 400000 WHERE id = $1', [large.id]);
    const { distancesReason } = (await ask(large)).views!;
    expect(distancesReason).toContain('more than 1,000,000 pairs');
  });

  it('are refused for a run on another dataset, and for one that does not exist', async () => {
    const variables = { dataset: 'painted', index, run: api.seed.first };
    expect((await api.refusal(query, variables)).extensions).toMatchObject({ argument: 'run' });
    const unknown = await api.refusal(
      'query($run: ID!) { datapoint(dataset: "painted", index: 0) { views(run: $run) { count } } }',
      { run: randomUUID() },
    );
    expect(unknown.extensions.code).toBe('NOT_FOUND');
  });
});

describe('the picture of the views', () => {
  it.each([
    ['nonsense/0.png', 400],
    ['RUN/-1.png', 400],
    ['RUN/0', 400],
    ['RUN/1e1.png', 400],
    ['RUN/99999999999.png', 400],
    ['RUN/..%2f0.png', 400],
    ['RUN/2147483647.png', 404],
    [`${randomUUID()}/0.png`, 404],
  ])('is not found under %s: %i, with what to do', async (path, status) => {
    const response = await fetch(`${api.url}/views/${path.replace('RUN', run.id)}`);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: [{ message: string }] };
    expect(errors[0].message.length).toBeGreaterThan(20);
  });

  it('is shown to those with a token alone where tokens are asked for', async () => {
    await withServer(api, { auth: 'required' }, async ({ url }) => {
      expect((await fetch(url + pathOf(run))).status).toBe(401);
      const headers = { authorization: `Bearer ${await makeToken(api)}` };
      expect((await fetch(url + pathOf(run), { headers })).status).toBe(200);
    });
  });

  it('is drawn from no pixels but those that were scored: other datapoints may be damaged', async () => {
    const path = join(datasetFolder(api.store.home, dataset.contentHash), 'pixels.u8');
    const bytes = await readFile(path);
    const size = imageSize(dataset.shape);
    const [other] = [...runData(config, inMemory(dataset)).indices].filter((at) => at !== index);
    for (const damaged of [
      Buffer.from(bytes).fill(bytes[index * size]! ^ 1, index * size, index * size + 1),
      bytes.subarray(0, index * size + 5),
    ]) {
      await writeFile(path, damaged);
      const response = await fetch(api.url + pathOf(run));
      expect(response.status).toBe(500);
      expect(response.headers.get('cache-control') ?? '').not.toContain('immutable');
      const { errors } = (await response.json()) as { errors: [{ message: string }] };
      expect(errors[0].message).toMatch(
        new RegExp(`datapoint ${index} of the dataset 'painted'.*engram import dataset`),
      );
      if (damaged.length === bytes.length)
        expect((await fetch(api.url + pathOf(run, other))).status).toBe(200);
    }
    await writeFile(path, bytes);
    expect((await fetch(api.url + pathOf(run))).status).toBe(200);
  });

  it('says that the pixels are elsewhere when they are not on this machine', async () => {
    await rm(datasetFolder(api.store.home, dataset.contentHash), { recursive: true });
    const response = await fetch(api.url + pathOf(run));
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('import it here');
    await writeDatasetFiles(api.store.home, dataset);
    expect((await fetch(api.url + pathOf(run))).status).toBe(200);
  });
});

describe('the views that a policy makes', () => {
  const policyQuery = `query($index: Int!, $policy: String!, $count: Int, $seed: Int) { datapoint(dataset: "painted", index: $index) {
    policyViews(policy: $policy, count: $count, seed: $seed) { count imageUrl width height operations { key settings } }
  } }`;
  interface PolicyAnswer {
    datapoint: { policyViews: { imageUrl: string; operations: { key: string; settings: string }[] } };
  }
  const viewsBy = async (policy: string, rest: object = {}) =>
    (await api.get<PolicyAnswer>(policyQuery, { index, policy, ...rest })).datapoint.policyViews;
  const pixelsAt = async (path: string) => {
    const response = await fetch(api.url + path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
    return sharp(await response.arrayBuffer())
      .raw()
      .toBuffer();
  };
  const listOf = (operations: string) => `{"operations": [${operations}]}`;
  const flip = listOf('{"key": "horizontal-flip", "probability": 1}');

  it('are those that a run with its policy and seed is scored on, with no run at all', async () => {
    const found = await viewsBy('digits-strong', { count: 4, seed: 5 });
    expect(found).toMatchObject({ count: 4, width: 7, height: 9 });
    expect(found.operations.map(({ key }) => key)).toEqual(['resized-crop', 'rotation', 'blur']);
    expect(JSON.parse(found.operations[0]!.settings)).toEqual({ minArea: 0.4, maxArea: 1 });
    expect(await pixelsAt(found.imageUrl)).toEqual(await pixelsAt(pathOf(run)));
    const { headers } = await fetch(api.url + found.imageUrl);
    expect(headers.get('cache-control')).toBe('private, max-age=3600');
    const others = await viewsBy('digits-strong', { count: 4, seed: 6 });
    expect(await pixelsAt(others.imageUrl)).not.toEqual(await pixelsAt(pathOf(run)));
  });

  it('are those of any list of operations, also of a datapoint that no run uses', async () => {
    const unused = dataset.contentHashes.findIndex(
      (_, n) => !runData(config, inMemory(dataset)).indices.includes(n),
    );
    const pixels = await pixelsAt((await viewsBy(flip, { index: unused, count: 2 })).imageUrl);
    const size = imageSize(dataset.shape);
    const firstRow = [...dataset.pixels.subarray(unused * size, unused * size + 21)];
    const mirrored = Array.from({ length: 7 }, (_, x) => firstRow.slice((6 - x) * 3, (7 - x) * 3)).flat();
    expect([...pixels.subarray(0, 42)]).toEqual([...mirrored, ...mirrored]);
  });

  it.each([
    ['an unknown key', { policy: 'none' }, 'INVALID_CONFIG', 'Built in are digits-strong'],
    ['what is no JSON', { policy: '{"operations": [' }, 'INVALID_CONFIG', 'not JSON'],
    [
      'a setting out of bounds',
      { policy: listOf('{"key": "blur", "maxSigma": 9}') },
      'INVALID_CONFIG',
      'operations.0.maxSigma',
    ],
    [
      '17 operations',
      { policy: listOf(Array(17).fill('{"key": "blur"}').join()) },
      'INVALID_CONFIG',
      'operations: it must be at most 16',
    ],
    ['a long text', { policy: listOf('{"key": "blur"}') + ' '.repeat(4000) }, 'INVALID_CONFIG', 'characters'],
    [
      'another kind of data',
      { policy: 'text-weak' },
      'INVALID_ARGUMENT',
      "'painted' holds data of the kind image",
    ],
    ['a single view', { count: 1 }, 'INVALID_ARGUMENT', 'from 2 to 50'],
    ['too many views', { count: 51 }, 'INVALID_ARGUMENT', 'from 2 to 50'],
    ['a seed below 0', { seed: -1 }, 'INVALID_ARGUMENT', 'seed'],
  ])('are refused for %s', async (_, changes, code, message) => {
    const error = await api.refusal(policyQuery, { index, policy: 'digits-weak', ...changes });
    expect(error.extensions.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it('have a picture only where a dataset has the datapoint, within the same limits, and for callers alone', async () => {
    const good = (await viewsBy(flip)).imageUrl;
    const statusOf = async (path: string) => (await fetch(api.url + path)).status;
    expect(await statusOf(good.replace(`/${index}.png`, '/12.png'))).toBe(404);
    expect(await statusOf(good.replace(/[0-9a-f-]{36}/, randomUUID()))).toBe(404);
    expect(await statusOf(good.replace(/[0-9a-f-]{36}/, 'painted'))).toBe(400);
    expect(await statusOf(good.replace('count=10', 'count=51'))).toBe(400);
    expect(await statusOf(good.replace('count=10', 'count=1e1'))).toBe(400);
    expect(await statusOf(good.replace(/policy=[^&]*/, `policy=${'x'.repeat(4001)}`))).toBe(400);
    expect(await statusOf(good.replace(/\?.*/, ''))).toBe(400);
    await withServer(api, { auth: 'required' }, async ({ url }) => {
      expect((await fetch(url + good)).status).toBe(401);
    });
  });

  it('are built in by kind of data', async () => {
    const { dataset: found } = await api.get<{ dataset: { policies: { key: string }[] } }>(
      '{ dataset(slug: "painted") { policies { key operations { key description settings } } } }',
    );
    const keys = found.policies.map(({ key }) => key);
    expect(keys).toContain('colour-normal');
    expect(keys).not.toContain('text-weak');
  });
});
