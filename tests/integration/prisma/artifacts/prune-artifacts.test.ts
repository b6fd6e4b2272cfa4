import { randomBytes } from 'node:crypto';
import { artifacts, datasets, pruneArtifacts, trainingStates, whileArtifactsStay } from '@engram/store';
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

it('removes what no row names any more, and nothing that one names', async () => {
  const { store } = scratch;
  await imported('first');
  const before = await held();
  const second = await imported('second');
  // A state that a training goes on from is named by its own row.
  const run = await createRun(store, await createDataset(store, 10), 'RUNNING');
  const state = await withCheckpoint(store.home, 'a state');
  await artifacts.keep(store, store.home, [state]);
  await trainingStates.save(
    store,
    { ensembleId: run.ensembleId, index: 0 },
    {
      ...{ hash: /(\w+)\.bin$/.exec(state)![1]!, sizeBytes: 7, steps: 1, engine: 'cpu', codeVersion: 'v' },
    },
  );
  expect((await pruneArtifacts(store)).fileCount).toBe(0);

  await datasets.remove(store, second);
  const left = await withCheckpoint(store.home, 'of an encoder that is gone');
  await artifacts.keep(store, store.home, [left]);
  const all = await held();
  const dry = await pruneArtifacts(store, { dryRun: true });
  expect(dry).toMatchObject({ place: 'postgres', fileCount: all.length - before.length - 1 });
  expect(dry.sizeBytes).toBeGreaterThan(400);
  expect(await held()).toEqual(all);
  expect(await pruneArtifacts(store)).toEqual(dry);
  expect(await held()).toEqual([...before, state].sort());
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
