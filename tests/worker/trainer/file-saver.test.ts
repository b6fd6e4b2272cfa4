import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileSaver } from '../../../worker/src/trainer/file-saver.ts';
import type { SavedTraining } from '../../../worker/src/trainer/protocol.ts';
import { checkpointPath } from '../../../worker/src/files/checkpoint-store.ts';

let home: string;
let saved: SavedTraining[];
let failed: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-file-saver-'));
  saved = [];
  failed = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (task: { saved?: { hash: string; engine: string } } = {}, everySeconds = 1) =>
  FileSaver.open(
    {
      ...{ home, everySeconds },
      onGoesOn: () => {},
      onSaved: (state) => void saved.push(state),
      onFailed: (reason) => void failed.push(reason),
    },
    task,
    'onnxruntime 1',
  );
const state = async () => ({
  record: { steps: 3, lossSums: [1.5], seen: [7], alignmentHistory: [0.1], lastLoss: 0.25 },
  values: [{ shape: [2], values: Float32Array.of(1, 2) }],
});

it('is due after so many seconds, and never with none', async () => {
  expect((await open({}, 0)).isDue()).toBe(false);
  expect((await open({}, 3_600)).isDue()).toBe(false);
  expect((await open({}, 1e-9)).isDue()).toBe(true);
});

it('gives back what it saved, to the engine that it comes from', async () => {
  await (await open()).save(state);
  const [{ hash, steps }] = saved as [SavedTraining];
  expect([steps, failed]).toEqual([3, []]);
  const again = await open({ saved: { hash, engine: 'onnxruntime 1' } });
  expect(again.saved).toMatchObject(await state());
  again.goesOn(3, 9);
  expect(again.elapsedMs).toBeGreaterThan(again.saved!.elapsedMs);

  expect((await open({ saved: { hash, engine: 'onnxruntime 2' } })).saved).toBeNull();
  await writeFile(checkpointPath(home, hash), 'damaged');
  expect((await open({ saved: { hash, engine: 'onnxruntime 1' } })).saved).toBeNull();
  await rm(checkpointPath(home, hash));
  expect((await open({ saved: { hash, engine: 'onnxruntime 1' } })).saved).toBeNull();
});

it('fails of nothing: neither of a disk nor of memory', async () => {
  const saver = await open();
  await saver.save(async () => {
    throw new RangeError('Array buffer allocation failed');
  });
  await writeFile(join(home, 'checkpoints'), 'no folder');
  await saver.save(state);
  expect(saved).toEqual([]);
  expect(failed).toEqual(['Array buffer allocation failed', expect.stringContaining('checkpoints')]);
  await rm(join(home, 'checkpoints'));
  await saver.save(state);
  expect(saved).toHaveLength(1);
  expect(await readdir(join(home, 'checkpoints'))).toHaveLength(1);
});
