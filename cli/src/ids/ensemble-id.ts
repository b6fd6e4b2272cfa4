import { ensembles, type EnsembleRow, type Store } from '@engram/store';
import { findByGivenId } from './given-id.ts';

/** The ensemble meant by an id or by the beginning of one. @throws as `findByGivenId` */
export const findEnsemble = (store: Store, given: string): Promise<EnsembleRow> =>
  findByGivenId(given, {
    one: 'an ensemble',
    many: 'ensembles',
    list: 'ensembles',
    find: (prefix, limit) => ensembles.findByIdPrefix(store, prefix, limit),
  });
