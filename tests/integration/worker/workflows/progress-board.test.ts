import { runs } from '@engram/store';
import { expect, it } from 'vitest';
import { ProgressBoard } from '../../../../worker/src/workflows/progress/progress-board.ts';
import { encoderShare } from '../../../../worker/src/workflows/progress/eta.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

it('a resumed run is foretold from its own attempt: work under way before it was stopped does not count', async () => {
  const dataset = await createDataset(scratch.store, 10);
  const run = await createRun(scratch.store, dataset, 'RUNNING');
  const board = new ProgressBoard(scratch.store, (message) => expect.unreachable(message));
  const fraction = async () => (await runs.find(scratch.store, run.id))!.fraction;
  board.measuring(run, 0, 0.5);
  board.measuring(run, 1, 0.5);
  await expect.poll(fraction).toBeGreaterThan(0);
  await runs.transition(scratch.store, run.id, 'CANCELLED');
  await runs.transition(scratch.store, run.id, 'QUEUED', { attempt: run.attempt + 1 });
  const resumed = await runs.transition(scratch.store, run.id, 'RUNNING');
  board.measuring(resumed, 1, 0.25);
  await expect.poll(fraction).toBeCloseTo((encoderShare * 0.25) / run.encoderCount, 6);
});
