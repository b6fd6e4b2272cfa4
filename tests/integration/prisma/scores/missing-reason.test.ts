import { readFile } from 'node:fs/promises';
import { missingReasonMessage, missingReasons } from '@engram/core';
import { runs, scores, type Store } from '@engram/store';
import { expect, it } from 'vitest';
import { runContentHash } from '../../../../prisma/src/runs/run-content-hash.ts';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const migration = new URL(
  '../../../../prisma/migrations/20261128045800_missing_reason/migration.sql',
  import.meta.url,
);

async function reasonsOf(store: Store, run: string): Promise<(string | null)[]> {
  const found = [];
  for await (const { reason } of scores.stream(store, run)) found.push(reason);
  return found;
}

/** The reasons there were when they were stored as sentences. */
const earlier = missingReasons.filter((reason) => reason !== 'NOT_GIVEN');

it('a store with reasons as sentences gets them as codes; exports keep the sentences, content hashes stay', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 4);
  const run = await createRun(store, dataset, 'RUNNING');
  const rows = [...earlier, null].map((reason, index) => scoreRow(index, { reason }));
  await runs.publish(store, run.id, publication(rows));
  const sentences = earlier.map(missingReasonMessage);
  for (const [index, sentence] of sentences.entries())
    await store.pool.query('UPDATE score SET reason = $3 WHERE run_id = $1 AND index = $2', [
      run.id,
      index,
      sentence,
    ]);
  const hash = await runContentHash(store, run, dataset);
  await store.pool.query(await readFile(migration, 'utf8'));
  expect(await reasonsOf(store, run.id)).toEqual([...earlier, null]);
  expect(await runContentHash(store, run, dataset)).toBe(hash);
  let csv = '';
  for await (const piece of scores.exportScores(store, run.id, 'csv')) csv += Buffer.from(piece).toString();
  for (const [at, reason] of earlier.entries()) expect(csv).toContain(`,${sentences[at]},${reason}\n`);
});
