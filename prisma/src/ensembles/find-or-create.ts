import { randomUUID } from 'node:crypto';
import { ensembleConfigOf } from '@engram/core';
import type pg from 'pg';
import { configHash } from '../hash.ts';
import type { EnsembleOrigin } from './ensemble-row.ts';

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
 * Which ensembles `e` of the dataset $1 and the hash $2 the program $3 measures: its own; imported ones, which no program of ours trained; and
 * those that another version trained and whose checkpoints are all here, so that an upgrade trains nothing again.
 */
export const isMeasurable = `e.dataset_id = $1 AND e.hash = $2 AND (e.code_version = $3 OR e.origin = 'IMPORTED'
  OR e.encoder_count = (SELECT count(checkpoint_hash) FROM encoder WHERE ensemble_id = e.id))`;

/**
 * The ensemble that a configuration trains, inside the transaction that `client` is in: the one that is stored, or a new one.
 * @returns its id
 */
export async function findOrCreateIn(client: pg.PoolClient, o: EnsembleIdentity): Promise<string> {
  const config = ensembleConfigOf(o.config);
  const hash = configHash(config);
  const look = async (): Promise<string | undefined> => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM ensemble e WHERE ${isMeasurable}
       ORDER BY (SELECT count(checkpoint_hash) FROM encoder WHERE ensemble_id = e.id) DESC, code_version = $3 DESC,
         created_at DESC, copy LIMIT 1`,
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
