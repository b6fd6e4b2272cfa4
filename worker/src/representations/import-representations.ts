/** Scores representations that were computed elsewhere and stores them as a finished run. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  assertPlainText,
  alignmentLosses,
  DomainError,
  importedKey,
  leastViewsForNoise,
  median,
  pairCount,
  Rng,
  summarizeRun,
  viewNoise,
  type AlignmentOptions,
  type ComparabilityKey,
  type Distance,
  type RunConfig,
  type RunEstimate,
} from '@engram/core';
import { datasets, encoders, runs, sha256, configHash, withAdvisoryLock, type Store } from '@engram/store';
import type { EncoderAlignment } from '../pipeline/score.ts';
import { readNpz } from './npz.ts';
import { arrayNames, toRepresentationSet, type RepresentationSet } from './representation-set.ts';

const confidence = 0.95;
/** Family of the advisory locks of imports, one a run ("ENGI" in ASCII). */
const importFamily = 0x454e4749;

export interface RepresentationOptions {
  distance: Distance;
  unitNorm: boolean;
  /** Name of the run; the file's name when left out. */
  name?: string;
  codeVersion: string;
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

/** SHA-256 of each datapoint's representations under all encoders: the only content there is. */
function contentHashes({ shape, encoders: all }: RepresentationSet): string[] {
  const size = shape.views * shape.dims;
  return Array.from({ length: shape.datapoints }, (_, n) => {
    const hash = createHash('sha256');
    for (const { representations } of all) {
      const block = representations.subarray(n * size, (n + 1) * size);
      hash.update(new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
    }
    return hash.digest('hex');
  });
}

function hashOfSet(set: RepresentationSet, hashes: string[]): string {
  const { shape, masks, classes, indices } = set;
  return sha256(
    JSON.stringify({ shape, masks: masks.map((mask) => Array.from(mask)), classes, indices, hashes }),
  );
}

/** A version-8 uuid (RFC 9562) from a hash: the same import gets the same id. */
function uuidOf(hash: string): string {
  const variant = ((parseInt(hash[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** Alignment losses [N] of each encoder, with the noise of its views where there are enough of them. */
function losses(set: RepresentationSet, file: string, options: AlignmentOptions): EncoderAlignment[] {
  const { shape } = set;
  const pairs = new Float32Array(shape.datapoints * pairCount(shape.views));
  return set.encoders.map(({ name, representations }) => {
    try {
      const alignment = alignmentLosses(representations, shape, options, undefined, pairs);
      return {
        alignment,
        viewNoise: shape.views < leastViewsForNoise ? null : median(viewNoise(pairs, shape.views)),
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(error.code, `${file}, array '${name}': ${error.message}`, { cause: error });
    }
  });
}

function comparabilityKeyOf(
  set: RepresentationSet,
  config: ImportedConfig,
  codeVersion: string,
): ComparabilityKey {
  const counts = (value: 0 | 1): string => {
    const perDatapoint = set.indices.map((_, n) => set.masks.filter((mask) => mask[n] === value).length);
    return sha256(perDatapoint.join());
  };
  return {
    estimator: importedKey,
    pairForm: 'two-views',
    distance: config.scoring.distance,
    unitNorm: config.scoring.unitNorm,
    layer: importedKey,
    pooling: importedKey,
    views: set.shape.views,
    policyHash: importedKey,
    viewSeed: config.contentHash,
    encoderIds: config.contentHash,
    nIn: counts(1),
    nOut: counts(0),
    splitHash: sha256(set.masks.map((mask) => mask.join('')).join('\n')),
    codeVersion,
  };
}

/**
 * Reads an `.npz` file, scores its datapoints and stores dataset (without images), encoders and scores. The same file with
 * the same options gives the same run; nothing is stored when anything in it is refused.
 *
 * @throws DomainError INVALID_FILE with file, array, offset and reason; INVALID_SCORE_INPUT with file, array and datapoint.
 */
export async function importRepresentations(
  store: Store,
  path: string,
  o: RepresentationOptions,
): Promise<{ id: string; created: boolean }> {
  const startedAt = new Date();
  const file = basename(path);
  const set = toRepresentationSet(await readNpz(path, arrayNames), file);
  const options: AlignmentOptions = { distance: o.distance, unitNorm: o.unitNorm };
  const scored = losses(set, file, options);
  const hashes = contentHashes(set);
  const contentHash = hashOfSet(set, hashes);
  const name = o.name ?? file.replace(/\.npz$/i, '');
  assertPlainText(name, 'the name of a run');
  const config: ImportedConfig = {
    name,
    dataset: `representations-${contentHash.slice(0, 12)}`,
    source: 'representations',
    contentHash,
    estimator: { key: importedKey, encoders: set.encoders.length },
    scoring: { ...options, views: set.shape.views, confidence },
  };
  const estimate = summarizeRun({
    plan: { masks: set.masks, pairs: null, roles: set.indices.map(() => null) },
    alignments: scored.map(({ alignment }) => alignment),
    viewNoises: scored.map((encoder) => encoder.viewNoise),
    datapoints: set.indices.map((index, n) => ({ index, contentHash: hashes[n]!, class: set.classes[n]! })),
    confidence,
    rng: Rng.fromSeed(contentHash),
  });

  const id = uuidOf(sha256(`${configHash(config as unknown as RunConfig)} ${o.codeVersion}`));
  const created = await withAdvisoryLock(store, { family: importFamily, name: id }, () =>
    publish(store, { id, set, config, hashes, scored, estimate, codeVersion: o.codeVersion, startedAt }),
  );
  return { id, created };
}

interface Import {
  id: string;
  set: RepresentationSet;
  config: ImportedConfig;
  hashes: string[];
  scored: EncoderAlignment[];
  estimate: RunEstimate;
  codeVersion: string;
  /** Before the file was read: most of the time goes there. */
  startedAt: Date;
}

/** Stores everything unless it is stored; an import that was cut off is taken up where it stopped. */
async function publish(store: Store, o: Import): Promise<boolean> {
  const { id, set, config, codeVersion } = o;
  const known = await runs.find(store, id);
  if (known?.status === 'SUCCEEDED') return false;
  const datasetId = await storeDataset(store, set, config, o.hashes);
  const asRunConfig = config as unknown as RunConfig;
  if (!known)
    await runs.create(store, {
      id,
      name: config.name,
      datasetId,
      methodKey: importedKey,
      estimatorKey: importedKey,
      config: asRunConfig,
      configHash: configHash(asRunConfig),
      codeVersion,
      encoderCount: set.encoders.length,
    });
  if (known?.status !== 'RUNNING') await runs.transition(store, id, 'RUNNING', { startedAt: o.startedAt });
  for (const [index, scored] of o.scored.entries())
    await encoders.save(store, {
      runId: id,
      index,
      checkpointHash: null,
      initialisationSeed: importedKey,
      ...scored,
      trainedOn: set.masks[index]!,
      finalLoss: 0,
      lossHistory: [],
      trainDurationMs: 0,
      scoreDurationMs: 0,
      engine: importedKey,
    });
  const { rows, summary, classSummaries } = o.estimate;
  await runs.publish(store, id, {
    rows,
    summary,
    classSummaries,
    comparabilityKey: comparabilityKeyOf(set, config, codeVersion),
    engine: importedKey,
  });
  return true;
}

async function storeDataset(
  store: Store,
  set: RepresentationSet,
  config: ImportedConfig,
  hashes: string[],
): Promise<string> {
  const labels = [...new Set(set.classes.filter((label) => label !== null))].sort((a, b) => a - b);
  const { id } = await datasets.create(store, {
    slug: config.dataset,
    name: config.name,
    contentHash: config.contentHash,
    width: 0,
    height: 0,
    channels: 0,
    hasImages: false,
    classes: labels.map((index) => ({ index, name: String(index) })),
    datapoints: set.indices.map((index, n) => ({
      index,
      contentHash: hashes[n]!,
      class: set.classes[n]!,
      thumbnailHash: null,
    })),
  });
  return id;
}
