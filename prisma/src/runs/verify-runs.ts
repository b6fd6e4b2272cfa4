import { configHash } from '../hash.ts';
import { findByIds as findDatasets } from '../datasets/dataset-repository.ts';
import { query, transaction } from '../statements/query.ts';
import { runContentHash } from './run-content-hash.ts';
import { rankingSql } from '../rankings/run-ranking.ts';
import { findByIds, type RunRow } from './run-repository.ts';
import { snapshotHash, type HashedSnapshot } from '../snapshots/snapshot-hash.ts';
import type { Store } from '../store.ts';

/** Something in the store that is not as it was published. */
export interface RunFault {
  kind: 'run' | 'snapshot';
  /** Id of the run, or hash of the snapshot. */
  id: string;
  /** What is wrong with it, after "The run …". */
  reason: string;
}

export interface VerifiedRuns {
  faults: RunFault[];
  /** Whether every score was read, or only how many there are. */
  read: 'content' | 'sizes';
  /** Published runs. */
  count: number;
  /** Runs whose scores were read and compared with a hash. */
  verified: number;
  /** Runs published before hashes were stored, and in no snapshot: nothing tells whether their scores changed. */
  withoutHash: number;
}

interface Published {
  contentHash: string | null;
  scoredCount: number;
  stored: number;
  /** Content hashes under which snapshots hold it. */
  cited: string[];
  rankingIsRight: boolean | null;
}

/**
 * Compares published runs and snapshots with what they were: number of scores and configuration always, every score when asked to.
 * @param o.readUnasked scores that are read also when not `full`, if there are no more
 */
export async function verifyRuns(
  store: Store,
  o: { full: boolean; readUnasked: number },
): Promise<VerifiedRuns> {
  const [total] = await query<{ scores: number }>(
    store,
    `SELECT coalesce(sum(scored_count), 0)::float8 AS scores FROM run WHERE status = 'SUCCEEDED'`,
  );
  const full = o.full || total!.scores <= o.readUnasked;
  const published = await query<{ id: string }>(
    store,
    `SELECT id FROM run WHERE status = 'SUCCEEDED' ORDER BY created_at, id`,
  );
  const result: VerifiedRuns = {
    faults: [],
    read: full ? 'content' : 'sizes',
    count: published.length,
    verified: 0,
    withoutHash: 0,
  };
  for (const { id } of published) {
    const [run] = await findByIds(store, [id]);
    const each = await readPublished(store, id, full);
    // Deleted meanwhile.
    if (!run || !each) continue;
    const known = [...new Set([each.contentHash, ...each.cited])].filter((hash) => hash !== null);
    if (known.length === 0) result.withoutHash += 1;
    const readsScores = full && known.length > 0;
    if (readsScores) result.verified += 1;
    const reason = reasonOf(run, each) ?? (readsScores ? await changedScores(store, run, known) : null);
    if (reason) result.faults.push({ kind: 'run', id, reason });
  }
  result.faults.push(...(await changedSnapshots(store)));
  return result;
}

/** Reads all scores of a run at once, for which the limits that are meant for readers leave no time. */
async function readPublished(store: Store, id: string, full: boolean): Promise<Published | undefined> {
  const { rows } = await transaction(
    store,
    (client) =>
      client.query<Published>(
        `SELECT r.content_hash AS "contentHash", r.scored_count AS "scoredCount",
           (SELECT count(*)::int FROM score s WHERE s.run_id = r.id) AS stored,
           ARRAY(SELECT DISTINCT content_hash FROM snapshot_run WHERE run_id = r.id) AS cited,
           ${full ? `(SELECT (k.indices, k.ranks) = (p.indices, p.ranks) FROM run_ranking k, (${rankingSql}) p WHERE k.run_id = r.id)` : 'NULL'}
             AS "rankingIsRight"
         FROM run r WHERE r.id = $1`,
        [id],
      ),
    { bulk: true },
  );
  return rows[0];
}

function reasonOf(run: RunRow, { scoredCount, stored, rankingIsRight }: Published): string | null {
  if (stored !== scoredCount) return `has ${stored} scores where it published ${scoredCount}`;
  if (configHash(run.config) !== run.configHash) return 'has another configuration than the one it ran with';
  if (rankingIsRight === false) return 'has a stored ranking that does not follow from its scores';
  return null;
}

async function changedScores(store: Store, run: RunRow, known: readonly string[]): Promise<string | null> {
  const [dataset] = await findDatasets(store, [run.datasetId]);
  const hash = await runContentHash(store, run, dataset!);
  return known.every((each) => each === hash) ? null : 'holds other scores than it published';
}

async function changedSnapshots(store: Store): Promise<RunFault[]> {
  const rows = await query<HashedSnapshot & { hash: string }>(
    store,
    `SELECT s.hash,
       (SELECT jsonb_agg(jsonb_build_object('contentHash', content_hash, 'findingsHash', findings_hash))
        FROM snapshot_run r WHERE r.snapshot_hash = s.hash) AS runs,
       ARRAY(SELECT content_hash FROM snapshot_experiment x WHERE x.snapshot_hash = s.hash) AS experiments
     FROM snapshot s`,
  );
  return rows
    .filter(({ hash, ...held }) => snapshotHash(held) !== hash)
    .map(({ hash }) => ({
      kind: 'snapshot',
      id: hash,
      reason: 'does not hold the runs that its hash names',
    }));
}
