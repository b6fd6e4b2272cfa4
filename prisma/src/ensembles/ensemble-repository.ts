import { ensembleConfigOf } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { configHash } from '../hash.ts';
import { idRange } from '../id-range.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { findOrCreateIn, type EnsembleIdentity } from './find-or-create.ts';
import { ensembleSelect, withTraining, type EnsembleRow } from './ensemble-row.ts';

export type { EnsembleIdentity } from './find-or-create.ts';
export { importEncoders, type EncodersImport } from './import-encoders.ts';
export { join } from './join-ensemble.ts';
export { checkpoints, freeCheckpoints, type EnsembleCheckpoint } from './checkpoints.ts';
export { usage, type EnsembleUsage } from './ensemble-usage.ts';
export { trainedCount, trainingSamples, type TrainedSample } from './training-pace.ts';
export { count, page, type EnsembleFilter } from './ensemble-page.ts';
export { ensembleOrigins, type EnsembleOrigin, type EnsembleRow } from './ensemble-row.ts';

/** In no particular order; unknown ids are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<EnsembleRow[]> {
  return query(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE e.id = ANY($1::uuid[])`,
    [ids.filter(isUuid)],
  );
}

export async function find(store: Store, id: string): Promise<EnsembleRow | null> {
  return (await findByIds(store, [id]))[0] ?? null;
}

/** Ensembles whose id begins with `prefix` (lower-case hexadecimal and dashes), at most `limit`. */
export async function findByIdPrefix(store: Store, prefix: string, limit: number): Promise<EnsembleRow[]> {
  const range = idRange(prefix);
  if (!range) return [];
  return query(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} WHERE e.id BETWEEN $1 AND $2 ORDER BY e.id LIMIT $3`,
    [range.from, range.to, limit],
  );
}

/** Every ensemble, newest first. */
export async function list(store: Store): Promise<EnsembleRow[]> {
  return query(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining} ORDER BY e.created_at DESC, e.id`,
  );
}

/**
 * The ensemble that a configuration trains: the one that is stored, or a new one. Of several, the one with most checkpoints. What was
 * imported does not depend on the program that imports it.
 * @returns its id
 */
export async function findOrCreate(store: Store, o: EnsembleIdentity): Promise<string> {
  return transaction(store, (client) => findOrCreateIn(client, o));
}

/** The ensemble of imported encoders that a configuration names; null when they are not in the store. */
export async function findImported(
  store: Store,
  datasetId: string,
  config: object,
): Promise<EnsembleRow | null> {
  const [row] = await query<EnsembleRow>(
    store,
    `SELECT ${ensembleSelect} FROM ensemble e ${withTraining}
     WHERE e.dataset_id = $1 AND e.hash = $2 AND e.origin = 'IMPORTED' LIMIT 1`,
    [datasetId, configHash(ensembleConfigOf(config))],
  );
  return row ?? null;
}
