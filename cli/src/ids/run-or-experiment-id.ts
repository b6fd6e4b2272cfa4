import { experiments, runs, type ExperimentRow, type RunRow, type Store } from '@engram/store';
import { findByGivenId } from './given-id.ts';

type Found = { id: string } & (
  { run: RunRow; experiment?: undefined } | { experiment: ExperimentRow; run?: undefined }
);

/** The run or experiment meant by an id or by the beginning of one. @throws as `findByGivenId` */
export const findRunOrExperiment = (store: Store, given: string): Promise<Found> =>
  findByGivenId<Found>(given, {
    one: 'a run or experiment',
    many: 'runs and experiments',
    list: ['runs', 'experiment list'],
    async find(prefix, limit) {
      const [found, others] = await Promise.all([
        runs.findByIdPrefix(store, prefix, limit),
        experiments.findByIdPrefix(store, prefix, limit),
      ]);
      return [
        ...found.map((run) => ({ id: run.id, run })),
        ...others.map((experiment) => ({ id: experiment.id, experiment })),
      ];
    },
  });
