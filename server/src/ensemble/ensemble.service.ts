import { canonicalJson } from '@engram/core';
import { ensembles, type EnsembleFilter, type EnsembleRow } from '@engram/store';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { connect } from '../pagination/connection.ts';
import { queryFingerprint } from '../pagination/cursor.ts';
import type { PageArgs } from '../pagination/page-args.ts';
import { pageRequest } from '../pagination/page-request.ts';
import { newestFirstCursor, readNewestFirstCursor } from '../pagination/newest-first-cursor.ts';
import { toRun } from '../run/run.service.ts';
import type { Run } from '../run/run.type.ts';
import { Ensemble, EnsembleConnection } from './ensemble.type.ts';

function toEnsemble(row: EnsembleRow): Ensemble {
  const { config, id: key, datasetId: datasetKey } = row;
  return Object.assign(new Ensemble(), row, {
    id: globalId('Ensemble', key),
    key,
    datasetKey,
    config: canonicalJson(config),
  });
}

export async function findEnsemble({ loaders }: Context, key: string): Promise<Ensemble | null> {
  const row = await loaders.ensemble.load(key);
  return row && toEnsemble(row);
}

export async function pageOfEnsembles(
  { store }: Context,
  args: PageArgs,
  filter: EnsembleFilter,
): Promise<EnsembleConnection> {
  const fingerprint = queryFingerprint('ensembles', filter);
  const page = await ensembles.page(store, {
    filter,
    ...pageRequest(args, fingerprint, readNewestFirstCursor),
  });
  const cursorOf = (row: EnsembleRow): string => newestFirstCursor(fingerprint, row);
  return connect(Object.assign(new EnsembleConnection(), { filter }), page, toEnsemble, cursorOf);
}

export function countEnsembles({ store }: Context, filter: EnsembleFilter): Promise<number> {
  return ensembles.count(store, filter);
}

/** The newest runs of an ensemble; ensembles that ask for as many share a statement. */
export async function runsOfEnsemble(
  { loaders }: Context,
  key: string,
  first: number | null | undefined,
): Promise<Run[]> {
  const rows = await loaders.runsOfEnsemble(lengthOfList(first)).load(key);
  return rows.map(toRun);
}
