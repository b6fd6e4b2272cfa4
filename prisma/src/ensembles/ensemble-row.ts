import type { EnsembleConfig } from '@engram/core';

export const ensembleOrigins = ['TRAINED', 'IMPORTED'] as const;
export type EnsembleOrigin = (typeof ensembleOrigins)[number];

/** The encoders of one training configuration: trained once, measured by any number of runs. */
export interface EnsembleRow {
  id: string;
  /** Of the run that it was made for; determines nothing. */
  name: string;
  datasetId: string;
  methodKey: string;
  /** Key of the design: which encoder sees which datapoint. */
  design: string;
  origin: EnsembleOrigin;
  config: EnsembleConfig;
  /** SHA-256 of the configuration's canonical JSON. */
  hash: string;
  codeVersion: string;
  encoderCount: number;
  /** Encoders stored, with a checkpoint or without. */
  trainedCount: number;
  /** Encoders that can be measured without training: those with a checkpoint. */
  checkpointCount: number;
  /** Of all checkpoints, as far as it is known. */
  sizeBytes: number;
  /** What trained the encoders; several where workers with different engines shared it, null before the first is trained. */
  engine: string | null;
  createdAt: Date;
}

/** Reads EnsembleRows from `ensemble e`. */
export const ensembleSelect = `e.id, e.name, e.dataset_id AS "datasetId", e.method_key AS "methodKey", e.design, e.origin, e.config, e.hash,
  e.code_version AS "codeVersion", e.encoder_count AS "encoderCount", e.created_at AS "createdAt",
  t.trained AS "trainedCount", t.checkpoints AS "checkpointCount", t.bytes AS "sizeBytes", t.engine`;

/** What `ensembleSelect` needs beside it. */
export const withTraining = `CROSS JOIN LATERAL (
  SELECT count(*)::int AS trained, count(checkpoint_hash)::int AS checkpoints,
    coalesce(sum(checkpoint_size_bytes) FILTER (WHERE checkpoint_hash IS NOT NULL), 0)::float8 AS bytes,
    string_agg(DISTINCT engine, ', ' ORDER BY engine) AS engine
  FROM encoder WHERE ensemble_id = e.id) t`;
