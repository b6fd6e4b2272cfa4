import { randomBytes } from 'node:crypto';
import {
  artifacts,
  datasets,
  encoders,
  pruneArtifacts,
  trainingStates,
  whileArtifactsStay,
} from '@engram/store';
import { expect, it } from 'vitest';
import { currentPlace } from '../../../../prisma/src/artifacts/place-of-store.ts';
import { importDataset } from '../../../../worker/src/datasets/import-dataset.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { withCheckpoint } from '../../../helpers/checkpoint.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { idxBytes, labels, withFolder } from '../../worker/datasets/formats/idx-files.ts';

const scratch = withScratchStore();
const folder = withFolder();

const imported = async (name: string): Promise<string> => {
  const files = [
    await folder.write(name, idxBytes([20, 5, 4], randomBytes(400))),
    await folder.write(`${name}-labels`, idxBytes([20], labels(20))),
  ];
  return (await importDataset(scratch.store, scratch.store.home, `idx:${files.join(',')}`)).slug;
};
const held = async (): Promise<string[]> =>
  (await (await currentPlace(scratch.store))!.list('')).map(({ path }) => path);

/** As if everything had been put there two days ago. */
const age = () => scratch.store.pool.query(`UPDATE artifact SET created_at = created_at - interval '2 days'`);
const hashOf = (path: string): string => /(\w+)\.bin$/.exec(path)![1]!;

it('removes what no row names any more, and nothing that one names or that came within a day', async () => {
  const { store } = scratch;
  await imported('first');
  const run = await createRun(store, await createDataset(store, 10), 'RUNNING');
  const key = { ensembleId: run.ensembleId };
  const [encoder, state, left, young] = await Promise.all(
    ['an encoder', 'a state', 'of an encoder that is gone', 'just now'].map((text) => withCheckpoint(store.home, text)),
  ) as [string, string, string, string]; // prettier-ignore
  await artifacts.keep(store, store.home, [encoder, state]);
  await encoders.saveTrained(store, {
    ...{ ...key, index: 0, checkpointHash: hashOf(encoder), initialisationSeed: 's', engine: 'cpu' },
    ...{ trainedOn: new Uint8Array(10), finalLoss: 1, lossHistory: [1], trainDurationMs: 1 },
  });
  // From where a training goes on.
  const saved = { hash: hashOf(state), sizeBytes: 7, steps: 1, engine: 'cpu', codeVersion: 'v' };
  await trainingStates.save(store, { ...key, index: 1 }, saved);
  const named = await held();
  await age();
  expect((await pruneArtifacts(store)).fileCount).toBe(0);

  await datasets.remove(store, await imported('second'));
  await artifacts.keep(store, store.home, [left]);
  await age();
  await artifacts.keep(store, store.home, [young]);
  const all = await held();
  const dry = await pruneArtifacts(store, { dryRun: true });
  expect(dry).toMatchObject({ place: 'postgres', fileCount: all.length - named.length - 1 });
  expect(dry.sizeBytes).toBeGreaterThan(400);
  expect(await held()).toEqual(all);
  expect(await pruneArtifacts(store)).toEqual(dry);
  expect(await held()).toEqual([...named, young].sort());
});

it('waits for nobody: it is refused while files are kept that no row names yet', async () => {
  const refused = whileArtifactsStay(scratch.store, () => pruneArtifacts(scratch.store));
  await expect(refused).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('engram workers'),
  });
});

it('takes nothing from where other stores may keep files', async () => {
  const { store } = scratch;
  await store.pool.query(`UPDATE artifact_place SET address = 's3://bucket/folder'`);
  await expect(pruneArtifacts(store)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('--only-store'),
  });
  await store.pool.query(`UPDATE artifact_place SET address = 'home'`);
  await expect(pruneArtifacts(store)).rejects.toMatchObject({ code: 'CONFLICT' });
});
