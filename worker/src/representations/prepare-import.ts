/** Everything about an import that needs the file and arithmetic, and no store. */
import { createHash } from 'node:crypto';
import { Rng, summarizeRun, type AlignmentOptions, type DatapointIdentity, type RunEstimate, type ViewsShape } from '@engram/core'; // prettier-ignore
import type { Measured } from '../measures/measure.ts';
import { matchDatapoints, type Match } from '../imported/matching/match-datapoints.ts';
import type { DatasetPoints } from '../imported/matching/row-keys.ts';
import type { NpzFile } from '../files/numpy/npz.ts';
import { readRepresentationSet, type RepresentationSet } from './representation-set.ts';
import { withSource, type RepresentationSource } from './sources/open-source.ts';
import { scoreRepresentations } from './score-representations.ts';

export interface PrepareOptions {
  source: RepresentationSource;
  scoring: AlignmentOptions;
  confidence: number;
  /** The dataset that the file belongs to; null when it stands for itself. */
  dataset: DatasetPoints | null;
}

export interface PreparedImport {
  shape: ViewsShape;
  /** SHA-256 over the arrays' values. */
  contentHash: string;
  matchedBy: Match['by'] | null;
  /** [N] */
  datapoints: DatapointIdentity[];
  classes: { index: number; name: string }[];
  /** [t][N] */
  masks: Uint8Array[];
  /** [t] */
  scored: Measured[];
  estimate: RunEstimate;
}

export interface ImportProgress {
  /** Part of the whole import, 0–1. */
  fraction: number;
  message: string;
}

/** Reading and scoring as a part of the whole; the rest are estimates and rows. */
const readingFraction = 0.8;

/**
 * Reads a file, checks it, scores its datapoints.
 * @throws DomainError INVALID_FILE, INVALID_SCORE_INPUT, NOT_FOUND
 */
export async function prepareImport(
  o: PrepareOptions,
  onProgress: (progress: ImportProgress) => void,
): Promise<PreparedImport> {
  return withSource(o.source, (npz) => prepare(npz, o, onProgress));
}

async function prepare(
  npz: NpzFile,
  o: PrepareOptions,
  onProgress: (progress: ImportProgress) => void,
): Promise<PreparedImport> {
  const set = await readRepresentationSet(npz);
  const match = o.dataset && matchDatapoints(set, o.dataset);
  const message = `reading and scoring ${set.shape.datapoints} datapoints under ${set.encoderNames.length} encoders`;
  const { scored, hashes } = await scoreRepresentations(set, o.scoring, (fraction) =>
    onProgress({ fraction: fraction * readingFraction, message }),
  );
  const datapoints = match?.datapoints ?? ownDatapoints(set, hashes);
  const contentHash = hashOfSet(set, hashes, datapoints);
  onProgress({ fraction: readingFraction, message: 'estimating scores and their reliability' });
  const estimate = summarizeRun({
    plan: { masks: set.masks, pairs: null, roles: datapoints.map(() => null) },
    alignments: scored.map(({ perDatapoint }) => perDatapoint),
    viewNoises: scored.map((encoder) => encoder.viewNoise),
    datapoints,
    confidence: o.confidence,
    rng: Rng.fromSeed(contentHash),
  });
  return {
    shape: set.shape,
    contentHash,
    matchedBy: match?.by ?? null,
    datapoints,
    classes: classesOf(set),
    masks: set.masks,
    scored,
    estimate,
  };
}

function ownDatapoints(
  { indices, labels }: RepresentationSet,
  hashes: readonly string[],
): DatapointIdentity[] {
  return hashes.map((contentHash, n) => ({
    index: indices ? indices[n]! : n,
    contentHash,
    class: labels ? labels.classes[n]! : null,
  }));
}

function classesOf({ labels }: RepresentationSet): { index: number; name: string }[] {
  const indices = new Set((labels?.classes ?? []).filter((label) => label !== null));
  return [...indices]
    .sort((a, b) => a - b)
    .map((index) => ({ index, name: labels?.names?.[index] ?? String(index) }));
}

function hashOfSet(
  { shape, masks, labels }: RepresentationSet,
  hashes: readonly string[],
  datapoints: readonly DatapointIdentity[],
): string {
  const hash = createHash('sha256').update(JSON.stringify({ shape, names: labels?.names ?? null }));
  for (const mask of masks) hash.update(mask);
  datapoints.forEach((datapoint, n) => hash.update(`\n${datapoint.index} ${datapoint.class} ${hashes[n]}`));
  return hash.digest('hex');
}
