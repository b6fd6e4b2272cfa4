import { experiments, type ExperimentRow, type Store } from '@engram/store';
import { findByGivenId } from './given-id.ts';

/** The experiment meant by an id or by the beginning of one. @throws as `findByGivenId` */
export const findExperiment = (store: Store, given: string): Promise<ExperimentRow> =>
  findByGivenId(given, {
    one: 'an experiment',
    many: 'experiments',
    list: 'experiment list',
    find: (prefix, limit) => experiments.findByIdPrefix(store, prefix, limit),
  });
