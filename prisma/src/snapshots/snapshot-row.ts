import type { Author } from '@engram/core';

export interface SnapshotRow {
  /** 64 hexadecimal digits. */
  hash: string;
  title: string;
  /** Of the results, in order; empty when nobody was named. */
  authors: Author[];
  /** SPDX identifier; null when none was given. */
  license: string | null;
  createdAt: Date;
  /** In the order of the first who made it. */
  runIds: string[];
  /** Ids of its experiments; none in a snapshot that was made when none were hashed. */
  experimentIds: string[];
}

/** Selects SnapshotRow from `snapshot s JOIN snapshot_run r`. */
export const snapshotSelect = `SELECT s.hash, s.title, s.authors, s.license, s.created_at AS "createdAt", array_agg(r.run_id ORDER BY r.position) AS "runIds",
  ARRAY(SELECT x.experiment_id FROM snapshot_experiment x WHERE x.snapshot_hash = s.hash ORDER BY x.position) AS "experimentIds"
  FROM snapshot s JOIN snapshot_run r ON r.snapshot_hash = s.hash`;
