import { imageSize, invariant, type DataKind, type DatapointValues, type ImageShape } from '@engram/core';
import { datapointHash, datasetHash } from '@engram/store/files';

/**
 * Datapoints with labels, as read from wherever they come, N of them, [H, W, C] each. A vector of D values is 1 × D × 1, a series of T
 * steps 1 × T × C.
 */
export interface Dataset {
  /** Name in commands and addresses: small letters, digits, hyphens. */
  slug: string;
  name: string;
  kind: DataKind;
  shape: ImageShape;
  classes: { index: number; name: string }[];
  /** [N], −1 = unknown. */
  labels: Int32Array;
  /** [N, H, W, C]; the position is the datapoint's stable index. Bytes where the kind is `image`, else float32. */
  pixels: DatapointValues;
  /** [N] ids that the source gives its datapoints; empty where it gives none. */
  sourceIds?: readonly string[];
  /** [N] of texts. */
  texts?: readonly string[];
  /** [N] SHA-256 of each datapoint's shape and values. */
  contentHashes: string[];
  /** SHA-256 over all datapoints and labels in order. */
  contentHash: string;
  license?: string;
  citation?: string;
}

/** A dataset's name in commands and addresses, made of another one; empty when that has neither letters nor digits. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');

/** Fields that a reader gives; the hashes follow from them. */
export type DatasetSource = Omit<Dataset, 'contentHashes' | 'contentHash'>;

/** Adds the content hashes. */
export function identifyDataset(source: DatasetSource): Dataset {
  const size = imageSize(source.shape);
  const count = source.labels.length;
  invariant(
    (source.kind === 'image') === source.pixels instanceof Uint8Array,
    'images are bytes, other data float32',
  );
  invariant(source.pixels.length === count * size, 'a dataset has as many datapoints as labels');
  const contentHashes = Array.from({ length: count }, (_, n) =>
    datapointHash(source.pixels.subarray(n * size, (n + 1) * size), source.shape),
  );
  return { ...source, contentHashes, contentHash: datasetHash(contentHashes, source.labels) };
}
