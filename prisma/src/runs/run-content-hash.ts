import { createHash } from 'node:crypto';
import { canonicalJson, missingReasonMessage } from '@engram/core';
import type { DatasetRow } from '../datasets/dataset-repository.ts';
import type { RunRow } from './run-row.ts';
import { stream } from '../scores/score-stream.ts';
import type { Store } from '../store.ts';
import type { StoredScore } from '../scores/stored-score.ts';

/**
 * What of a score is hashed. Exports may come to have more fields; this list never changes, or every hash that is stored or cited
 * would be another one. A reason is hashed as the sentence that people read.
 */
const hashedFields = [
  'index',
  'contentHash',
  'class',
  'value',
  'relativeValue',
  'alignmentIn',
  'alignmentOut',
  'standardError',
  'low',
  'high',
  'nIn',
  'nOut',
  'rank',
  'percentile',
  'topFraction',
  'identifiable',
  'role',
  'reason',
] as const satisfies readonly (keyof StoredScore)[];

/** What of a score is hashed; `reason` is a sentence. */
export type HashedScore = Omit<Pick<StoredScore, (typeof hashedFields)[number]>, 'reason'> & {
  reason: string | null;
};

const contentOf = (score: StoredScore) => ({
  ...Object.fromEntries(hashedFields.map((field) => [field, score[field]])),
  reason: missingReasonMessage(score.reason),
});

/** What a run is hashed as, beside its scores. */
export interface HashedRun {
  codeVersion: string;
  config: unknown;
  /** Content hash of the dataset. */
  dataset: string;
}

/** The scores of a run by index, each as the canonical JSON that is hashed. */
export async function* canonicalScores(store: Store, runId: string): AsyncGenerator<string> {
  for await (const score of stream(store, runId)) yield canonicalJson(contentOf(score));
}

/**
 * Identity of what a run found: SHA-256 over the canonical JSON of `{ codeVersion, config, dataset, scores }`, where `dataset`
 * is the dataset's content hash and `scores` are its scores by index, with the fields listed above. Names given by the store (the run's id,
 * times) are no part of it, so that the same results have the same hash anywhere.
 * @param scores each as canonical JSON; read score by score
 */
export async function contentHashOf(
  { codeVersion, config, dataset }: HashedRun,
  scores: AsyncIterable<string>,
): Promise<string> {
  const head = canonicalJson({ codeVersion, config, dataset });
  // The members of canonical JSON are sorted, and `scores` comes last.
  const hash = createHash('sha256').update(`${head.slice(0, -1)},"scores":[`);
  let separator = '';
  for await (const score of scores) {
    hash.update(separator + score);
    separator = ',';
  }
  return hash.update(']}').digest('hex');
}

/** The content hash of a run that is stored. */
export const runContentHash = (
  store: Store,
  { id, codeVersion, config }: RunRow,
  dataset: Pick<DatasetRow, 'contentHash'>,
): Promise<string> =>
  contentHashOf({ codeVersion, config, dataset: dataset.contentHash }, canonicalScores(store, id));
