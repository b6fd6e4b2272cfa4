import { createHash } from 'node:crypto';
import { canonicalJson } from '@engram/core';
import type { DatasetRow } from './dataset-repository.ts';
import type { RunRow } from './run-row.ts';
import { scoreRecord } from './score-record.ts';
import { stream } from './score-stream.ts';
import type { Store } from './store.ts';

/**
 * Identity of what a run found: SHA-256 over the canonical JSON of `{ codeVersion, config, dataset, scores }`, where `dataset`
 * is the dataset's content hash and `scores` are the records of an export, by index. Names given by the store (the run's id,
 * times) are no part of it, so that the same results have the same hash anywhere. Read score by score.
 */
export async function runContentHash(
  store: Store,
  run: RunRow,
  dataset: Pick<DatasetRow, 'contentHash'>,
): Promise<string> {
  const { codeVersion, config } = run;
  const head = canonicalJson({ codeVersion, config, dataset: dataset.contentHash });
  // The members of canonical JSON are sorted, and `scores` comes last.
  const hash = createHash('sha256').update(`${head.slice(0, -1)},"scores":[`);
  let separator = '';
  for await (const score of stream(store, run.id)) {
    hash.update(separator + canonicalJson(scoreRecord(score)));
    separator = ',';
  }
  return hash.update(']}').digest('hex');
}
