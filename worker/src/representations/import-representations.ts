/** Scores representations that were computed elsewhere and stores them as a finished run. */
import { basename } from 'node:path';
import {
  assertPlainText,
  importedKey,
  type AlignmentOptions,
  type ComparabilityKey,
  type Distance,
} from '@engram/core';
import { runs, sealRun, sha256, type CreateDatasetInput, type Store } from '@engram/store';
import { truncateName } from '../datasets/names.ts';
import { findImportDataset } from '../imported/find-import-dataset.ts';
import { importedRunId } from '../imported/imported-run-id.ts';
import type { Match } from '../imported/matching/match-datapoints.ts';
import type { ImportProgress, PreparedImport } from './prepare-import.ts';
import type { RepresentationSource } from './sources/open-source.ts';
import { prepareInThread } from './prepare-in-thread.ts';

const confidence = 0.95;

export interface RepresentationOptions {
  distance: Distance;
  unitNorm: boolean;
  /** Name of the run; the file's name when left out. */
  name?: string;
  /** Slug of the imported dataset whose datapoints these are; without it they are a dataset of their own, without images. */
  dataset?: string;
  codeVersion: string;
  /** Ends the import; nothing of it is stored then. */
  signal?: AbortSignal;
  onProgress?(progress: ImportProgress): void;
}

export interface ImportedRun {
  id: string;
  /** Whether this call stored it. */
  created: boolean;
  /** How the datapoints of `dataset` were recognised; null without it. */
  matchedBy: Match['by'] | null;
}

/** What identifies an imported run; stored where other runs keep their configuration. */
interface ImportedConfig {
  name: string;
  dataset: string;
  source: 'representations';
  /** SHA-256 over the arrays' values. */
  contentHash: string;
  estimator: { key: typeof importedKey; encoders: number };
  scoring: AlignmentOptions & { views: number; confidence: number };
}

function comparabilityKeyOf(
  { masks, shape }: PreparedImport,
  config: ImportedConfig,
  codeVersion: string,
): ComparabilityKey {
  const trained = new Uint32Array(shape.datapoints);
  for (const mask of masks) for (let n = 0; n < mask.length; n++) trained[n]! += mask[n]!;
  return {
    estimator: importedKey,
    pairForm: 'two-views',
    distance: config.scoring.distance,
    unitNorm: config.scoring.unitNorm,
    layer: importedKey,
    pooling: importedKey,
    views: shape.views,
    policyHash: importedKey,
    viewSeed: config.contentHash,
    encoderIds: config.contentHash,
    nIn: sha256(trained.join()),
    nOut: sha256(trained.map((count) => masks.length - count).join()),
    splitHash: sha256(Buffer.concat(masks)),
    codeVersion,
  };
}

/**
 * Reads an `.npz`, Parquet or safetensors file, or `.npy` files, scores its datapoints and stores encoders and scores, as a run of an imported dataset or of a dataset of
 * its own without images. The same file with the same options gives the same run; nothing is stored when anything in it is
 * rejected, or when the import is ended.
 *
 * @throws DomainError INVALID_FILE with file, array, offset and reason; INVALID_SCORE_INPUT with file, array and datapoint;
 *   NOT_FOUND for a file or dataset that is not there; CANCELLED
 */
export async function importRepresentations(
  store: Store,
  source: RepresentationSource,
  o: RepresentationOptions,
): Promise<ImportedRun> {
  const startedAt = new Date();
  const file = basename(source.paths[0]!);
  const name = truncateName(
    o.name ?? file.replace(/\.(npz|npy|parquet|safetensors)$/i, ''),
    'representations',
  );
  assertPlainText(name, 'the name of a run');
  const scoring: AlignmentOptions = { distance: o.distance, unitNorm: o.unitNorm };
  const dataset = o.dataset === undefined ? null : await findImportDataset(store, o.dataset);
  const onProgress = o.onProgress ?? (() => {});
  const prepared = await prepareInThread(
    { source, scoring, confidence, dataset: dataset?.points ?? null },
    { signal: o.signal, onProgress },
  );
  onProgress({ fraction: 0.9, message: 'storing scores' });
  const { contentHash } = prepared;
  const config: ImportedConfig = {
    name,
    dataset: o.dataset ?? `representations-${contentHash.slice(0, 12)}`,
    source: 'representations',
    contentHash,
    estimator: { key: importedKey, encoders: prepared.masks.length },
    scoring: { ...scoring, views: prepared.shape.views, confidence },
  };
  const id = importedRunId(config, o.codeVersion);
  const created = await runs.importRun(
    store,
    {
      id,
      name: config.name,
      methodKey: importedKey,
      estimatorKey: importedKey,
      config,
      codeVersion: o.codeVersion,
      startedAt,
      dataset: dataset?.id ?? ownDataset(prepared, config),
      encoders: prepared.scored.map(({ perDatapoint, viewNoise }, index) => ({
        alignment: perDatapoint,
        viewNoise,
        trainedOn: prepared.masks[index]!,
      })),
      publication: {
        ...prepared.estimate,
        comparabilityKey: comparabilityKeyOf(prepared, config, o.codeVersion),
        engine: importedKey,
      },
    },
    o.signal,
  );
  await sealRun(store, id);
  onProgress({ fraction: 1, message: 'done' });
  return { id, created, matchedBy: prepared.matchedBy };
}

function ownDataset(prepared: PreparedImport, config: ImportedConfig): CreateDatasetInput {
  return {
    slug: config.dataset,
    name: config.name,
    contentHash: config.contentHash,
    width: 0,
    height: 0,
    channels: 0,
    hasImages: false,
    classes: prepared.classes,
    datapoints: prepared.datapoints.map((datapoint) => ({ ...datapoint, thumbnailHash: null })),
  };
}
