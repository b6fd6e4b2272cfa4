import type pg from 'pg';

/** Something that a snapshot holds, with the hash under which it holds it. */
interface Held {
  id: string;
  contentHash: string;
}

/** Notes what a snapshot holds, in the transaction that stores it. */
export async function insertHeld(
  client: pg.PoolClient,
  hash: string,
  {
    runs,
    experiments,
  }: { runs: readonly (Held & { findingsHash: string | null })[]; experiments: readonly Held[] },
): Promise<void> {
  await client.query(
    `INSERT INTO snapshot_run (snapshot_hash, position, run_id, content_hash, findings_hash)
     SELECT $1, place - 1, run_id, content_hash, findings_hash
     FROM unnest($2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS given(run_id, content_hash, findings_hash, place)`,
    [
      hash,
      runs.map(({ id }) => id),
      runs.map(({ contentHash }) => contentHash),
      runs.map(({ findingsHash }) => findingsHash),
    ],
  );
  await client.query(
    `INSERT INTO snapshot_experiment (snapshot_hash, position, experiment_id, content_hash)
     SELECT $1, place - 1, id, content_hash
     FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS given(id, content_hash, place)`,
    [hash, experiments.map(({ id }) => id), experiments.map(({ contentHash }) => contentHash)],
  );
}
