/** Stores scores that were made elsewhere as a finished run of an imported dataset. */
import { basename } from 'node:path';
import {
  assertPlainText,
  canonicalJson,
  importedKey,
  publishGivenScores,
  scoresSource,
  type ComparabilityKey,
  type GivenScore,
  type ImportedScoresConfig,
} from '@engram/core';
import { runs, sealRun, sha256, type Store } from '@engram/store';
import { assertNotCancelled } from '../../datasets/cancelled.ts';
import { truncateName } from '../../datasets/names.ts';
import { findImportDataset, type ImportDataset } from '../find-import-dataset.ts';
import { importedRunId } from '../imported-run-id.ts';
import { matchDatapoints, type Match } from '../matching/match-datapoints.ts';
import { readScores, type GivenScores } from './read-scores.ts';
import type { ScoreColumnOptions } from './score-columns.ts';

export interface ScoreImportOptions {
  /** Slug of the imported dataset whose datapoints were scored. */
  dataset: string;
  /** What the scores were made by; `imported` when left out. */
  methodName?: string;
  /** Name of the run; that of the file when left out. */
  name?: string;
  /** Confidence of the intervals. */
  confidence?: number;
  columns?: ScoreColumnOptions;
  codeVersion: string;
  /** Ends the import; nothing of it is stored then. */
  signal?: AbortSignal;
}

export interface ImportedScores {
  /** Of the run. */
  id: string;
  /** Whether this call stored it. */
  created: boolean;
  matchedBy: Match['by'];
  /** Datapoints without a value. */
  missingCount: number;
  /** Names of columns that were not read. */
  ignored: readonly string[];
}

/**
 * Reads a file of scores, finds their datapoints and stores a run without encoders. The same scores with the same options give the same
 * run, whatever the order and format of the file; nothing is stored when anything in it is rejected.
 *
 * @throws DomainError INVALID_FILE, INVALID_SCORE_INPUT or INVALID_ARGUMENT naming file, place and value; NOT_FOUND for a file
 *   or dataset that is not there; CANCELLED
 */
export async function importScores(
  store: Store,
  path: string,
  o: ScoreImportOptions,
): Promise<ImportedScores> {
  const startedAt = new Date();
  const stem = basename(path).replace(/(\.(csv|tsv|txt|npz|parquet|gz))+$/i, '');
  const name = truncateName(o.name ?? stem, 'scores');
  assertPlainText(name, 'the name of a run');
  const method = o.methodName ?? importedKey;
  assertPlainText(method, 'the name of a method');
  const dataset = await findImportDataset(store, o.dataset);
  const file = await readScores(path, o.columns, o.signal);
  assertNotCancelled(o.signal, basename(path));
  const { by, datapoints } = matchDatapoints(file, dataset.points);
  const given = scoresOf(file)
    .map((score, n) => ({ score, datapoint: datapoints[n]! }))
    .sort((a, b) => a.datapoint.index - b.datapoint.index);
  const contentHash = hashOf(dataset, given);
  const config: ImportedScoresConfig = {
    name,
    dataset: o.dataset,
    source: scoresSource,
    contentHash,
    method: { key: method },
    estimator: { key: importedKey, encoders: 0 },
    scoring: { measure: importedKey, views: 0, confidence: o.confidence ?? 0.95 },
  };
  const id = importedRunId(config, o.codeVersion);
  const estimate = publishGivenScores(
    given.map(({ score }) => score),
    given.map(({ datapoint }) => datapoint),
  );
  const created = await runs.importRun(
    store,
    {
      ...{ id, name, methodKey: method, estimatorKey: importedKey, config, startedAt },
      codeVersion: o.codeVersion,
      dataset: dataset.id,
      encoders: [],
      publication: {
        ...estimate,
        comparabilityKey: comparabilityKeyOf(config, o.codeVersion),
        engine: importedKey,
        remark: `Imported: these scores were made elsewhere and read from ${basename(path)}.`,
      },
    },
    o.signal,
  );
  await sealRun(store, id);
  const missingCount = file.values.filter((value) => value === null).length;
  return { id, created, matchedBy: by, missingCount, ignored: file.ignored };
}

const scoresOf = ({ values, standardErrors, low, high }: GivenScores): GivenScore[] =>
  values.map((value, n) => ({
    value,
    standardError: standardErrors?.[n] ?? null,
    low: low?.[n] ?? null,
    high: high?.[n] ?? null,
  }));

/** SHA-256 of the dataset's content hash and the scores by index. */
const hashOf = (
  { contentHash }: ImportDataset,
  given: readonly { score: GivenScore; datapoint: { index: number } }[],
): string =>
  sha256(
    [contentHash, ...given.map(({ score, datapoint: { index } }) => canonicalJson({ index, ...score }))].join(
      '\n',
    ),
  );

/** Of how the scores were made nothing is known but by what; only scores of one import are comparable one by one. */
function comparabilityKeyOf(
  { contentHash, method }: ImportedScoresConfig,
  codeVersion: string,
): ComparabilityKey {
  return {
    measure: importedKey,
    estimator: importedKey,
    pairForm: 'two-views',
    distance: importedKey,
    unitNorm: false,
    layer: importedKey,
    pooling: importedKey,
    views: 0,
    policyHash: importedKey,
    viewSeed: contentHash,
    encoderIds: sha256(`${method.key} ${contentHash}`),
    nIn: importedKey,
    nOut: importedKey,
    splitHash: importedKey,
    codeVersion,
  };
}
