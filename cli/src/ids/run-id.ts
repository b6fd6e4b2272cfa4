import { runs, type RunRow, type Store } from '@engram/store';
import { findByGivenId } from './given-id.ts';

/** The run meant by an id or by the beginning of one. @throws as `findByGivenId` */
export const findRun = (store: Store, given: string): Promise<RunRow> =>
  findByGivenId(given, {
    one: 'a run',
    many: 'runs',
    list: 'runs',
    find: (prefix, limit) => runs.findByIdPrefix(store, prefix, limit),
  });
