import { randomUUID } from 'node:crypto';
import { ensembleConfigOf } from '@engram/core';
import type pg from 'pg';
import { isUuid } from '../database/address-for-people.ts';
import { configHash } from '../hash.ts';
import { idRange } from '../id-range.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { ensembleSelect, withTraining, type EnsembleOrigin, type EnsembleRow } from './ensemble-row.ts';

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

/** What an ensemble is made of, beside its id. */
export interface EnsembleIdentity {
  name: string;
  datasetId: string;
  methodKey: string;
  design: string;
  origin: EnsembleOrigin;
  /** Of the run; what determines no encoder is left out. */
  config: object;
  codeVersion: string;
  encoderCount: number;
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

/** The same inside the transaction that `client` is in. */
export async function findOrCreateIn(client: pg.PoolClient, o: EnsembleIdentity): Promise<string> {
  const config = ensembleConfigOf(o.config);
  const hash = configHash(config);
  const look = async (): Promise<string | undefined> => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM ensemble e WHERE dataset_id = $1 AND hash = $2 AND (code_version = $3 OR origin = 'IMPORTED')
       ORDER BY (SELECT count(checkpoint_hash) FROM encoder WHERE ensemble_id = e.id) DESC, copy LIMIT 1`,
      [o.datasetId, hash, o.codeVersion],
    );
    return rows[0]?.id;
  };
  const known = await look();
  if (known !== undefined) return known;
  const id = randomUUID();
  const { name, datasetId, methodKey, design, origin, codeVersion, encoderCount } = o;
  const { rowCount } = await client.query(
    `INSERT INTO ensemble (id, name, dataset_id, method_key, design, origin, config, hash, code_version, encoder_count)
     VALUES ($1, $2, $3, $4, $5, $6::ensemble_origin, $7, $8, $9, $10)
     ON CONFLICT (dataset_id, hash, code_version, copy) DO NOTHING`,
    [id, name, datasetId, methodKey, design, origin, JSON.stringify(config), hash, codeVersion, encoderCount],
  );
  // Somebody else made it at the same moment.
  return rowCount === 1 ? id : (await look())!;
}
