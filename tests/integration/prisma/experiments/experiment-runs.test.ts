import { experiments, type ExperimentRunRow } from '@engram/store';
import { expect, it } from 'vitest';
import { createExperiment } from '../../../factories/experiment.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const made = { started: true, resumed: false };
const resumed = { started: true, resumed: true };
const found = { started: false, resumed: false };

/** What each attempt of an experiment notes of a run, and what is known of it after the last. */
it.each<[string, Pick<ExperimentRunRow, 'started' | 'resumed'>[], object]>([
  ['one that it made and resumed is its own', [made, resumed, found], made],
  ['one of somebody else that it resumed is not', [resumed, found, resumed], resumed],
  ['one that it found and resumed when that failed is not', [found, resumed], resumed],
])('a run of an experiment: %s', async (_, attempts, known) => {
  const { store } = scratch;
  const dataset = await createDataset(store, 4);
  const { id: runId } = await createRun(store, dataset);
  const { id: experimentId } = await createExperiment(store, 'attempts');
  for (const attempt of attempts)
    await experiments.addRun(store, { experimentId, name: 'run', runId, ...attempt });
  expect(await experiments.runsOf(store, [experimentId])).toEqual([
    { experimentId, name: 'run', runId, ...known },
  ]);
});

it('a run that takes the place of one that the experiment made is not its own', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 4);
  const [own, other] = [await createRun(store, dataset), await createRun(store, dataset)];
  const { id: experimentId } = await createExperiment(store, 'replaced');
  await experiments.addRun(store, { experimentId, name: 'run', runId: own.id, ...made });
  await experiments.addRun(store, { experimentId, name: 'run', runId: other.id, ...found });
  expect(await experiments.runsOf(store, [experimentId])).toMatchObject([{ runId: other.id, ...found }]);
});
