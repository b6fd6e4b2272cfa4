import { experimentQueue, datasets, experiments, runs, sha256 } from '@engram/store';
import { expect, it } from 'vitest';
import { queueExamples } from '../../../cli/src/demo-examples.ts';
import type { Context } from '../../../cli/src/command.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const place = withScratchStore();

it('after the demo a second method and a small experiment on the same digits wait for the worker, and it is said how to stop them', async () => {
  const { store } = place;
  await datasets.create(store, {
    ...{ slug: 'mnist', name: 'MNIST', contentHash: sha256('mnist') },
    ...{ width: 28, height: 28, channels: 1, hasImages: true },
    classes: [{ index: 0, name: '0' }],
    datapoints: Array.from({ length: 1_000 }, (_, index) => ({
      ...{ index, contentHash: sha256(String(index)), class: 0, thumbnailHash: null },
    })),
  });
  const said: string[] = [];
  const context = { output: { say: (text: string) => said.push(text) } } as unknown as Context;
  const { run, experiment } = await queueExamples(context, store, 'test');
  expect(await runs.find(store, run.id)).toMatchObject({ name: 'mnist-vicreg', status: 'QUEUED' });
  expect(await experiments.find(store, experiment.id)).toMatchObject({ kind: 'dynamics', status: 'QUEUED' });
  expect(said.join('\n')).toContain(`cancel ${run.id.slice(0, 8)}`);
  expect(said.join('\n')).toContain(`experiment cancel ${experiment.id.slice(0, 8)}`);
  await experimentQueue.cancelExperiment(store, experiment.id);
  expect((await experiments.find(store, experiment.id))?.status).toBe('CANCELLED');
});
