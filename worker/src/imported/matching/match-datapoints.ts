/** Which datapoints of a dataset the rows of a file are. Nothing is guessed: what does not fit is rejected. */
import type { DatapointIdentity } from '@engram/core';
import { DomainError } from '@engram/core';
import type { Labels, RepresentationSet } from './representation-set.ts';

export interface DatasetPoints {
  slug: string;
  /** Ascending by index. */
  datapoints: DatapointIdentity[];
  classNames: { index: number; name: string }[];
}

export interface Attachment {
  /** What the rows were recognised by; `order` when the file has neither indices nor hashes. */
  by: 'index' | 'hash' | 'order';
  /** [N] in the order of the file. */
  datapoints: DatapointIdentity[];
}

const fail = (message: string): never => {
  throw new DomainError('INVALID_SCORE_INPUT', message);
};

/**
 * Finds the datapoint of each row by `index` or `hash`, or by order when there are as many rows as datapoints.
 * @throws DomainError INVALID_SCORE_INPUT naming file, row and dataset: for a count that does not fit, an index or hash that
 *   the dataset does not have or that stands for several datapoints, and for hashes or labels that contradict the dataset
 */
export function attach(set: RepresentationSet, dataset: DatasetPoints): Attachment {
  const attachment = set.indices
    ? byIndex(set, set.indices, dataset)
    : set.hashes
      ? byHash(set, set.hashes, dataset)
      : byOrder(set, dataset);
  if (set.labels) checkLabels(set.file, set.labels, attachment.datapoints, dataset);
  return attachment;
}

function byIndex(
  { file, hashes }: RepresentationSet,
  indices: readonly number[],
  dataset: DatasetPoints,
): Attachment {
  const known = new Map(dataset.datapoints.map((datapoint) => [datapoint.index, datapoint]));
  const datapoints = indices.map((index, n) => {
    const found = known.get(index);
    if (!found)
      return fail(
        `${file}, array 'index', datapoint ${n}: the dataset '${dataset.slug}' has no datapoint ${index}; it has ${span(dataset)}.`,
      );
    if (hashes && hashes[n] !== found.contentHash)
      fail(
        `${file}, datapoint ${n}: index says ${index} of '${dataset.slug}', whose content hash is ${found.contentHash.slice(0, 12)}…, ` +
          `but hash says ${hashes[n]!.slice(0, 12)}…. Nothing was stored; see whether the rows are in the order of their indices.`,
      );
    return found;
  });
  return { by: 'index', datapoints };
}

function byHash({ file }: RepresentationSet, hashes: readonly string[], dataset: DatasetPoints): Attachment {
  const known = new Map<string, DatapointIdentity[]>();
  for (const datapoint of dataset.datapoints) {
    const same = known.get(datapoint.contentHash);
    if (same) same.push(datapoint);
    else known.set(datapoint.contentHash, [datapoint]);
  }
  const rows = new Map<string, number>();
  const datapoints = hashes.map((hash, n) => {
    const same = known.get(hash) ?? [];
    const [found] = same;
    const where = `${file}, array 'hash', datapoint ${n}`;
    if (!found)
      return fail(
        `${where}: the dataset '${dataset.slug}' has no datapoint with the content hash ${hash.slice(0, 12)}…. ` +
          'docs/own-data.md says how it is computed.',
      );
    if (same.length > 1)
      fail(
        `${where}: the content hash ${hash.slice(0, 12)}… stands for ${same.length} datapoints of '${dataset.slug}' with the same content ` +
          `(${same
            .slice(0, 5)
            .map(({ index }) => index)
            .join(', ')}${same.length > 5 ? ', …' : ''}). Say which by an array 'index'.`,
      );
    const before = rows.get(hash);
    if (before !== undefined)
      fail(`${where}: the row ${before} has the same content hash; give each datapoint once.`);
    rows.set(hash, n);
    return found;
  });
  return { by: 'hash', datapoints };
}

function byOrder({ file, shape }: RepresentationSet, dataset: DatasetPoints): Attachment {
  if (shape.datapoints !== dataset.datapoints.length)
    fail(
      `${file}: it has ${shape.datapoints} datapoints, the dataset '${dataset.slug}' has ${dataset.datapoints.length}. ` +
        "Say which they are by an array 'index' or 'hash' with one value for each.",
    );
  return { by: 'order', datapoints: dataset.datapoints };
}

/** Labels are those of the dataset, or the rows are others than they seem. */
function checkLabels(
  file: string,
  labels: Labels,
  datapoints: readonly DatapointIdentity[],
  dataset: DatasetPoints,
): void {
  const names = new Map(dataset.classNames.map(({ index, name }) => [index, name]));
  labels.classes.forEach((label, n) => {
    const { index, class: own } = datapoints[n]!;
    if (label === null || own === null) return;
    const given = labels.names ? labels.names[label]! : label;
    const known = labels.names ? (names.get(own) ?? String(own)) : own;
    if (given !== known)
      fail(
        `${labels.where}, datapoint ${n}: its label is ${given}, but datapoint ${index} of '${dataset.slug}' is of class ${known}. ` +
          `Nothing was stored: the order of ${file} differs from the dataset's, or its labels do. Give an array 'index' or 'hash', or leave the labels out.`,
      );
  });
}

function span({ datapoints }: DatasetPoints): string {
  const [first, last] = [datapoints[0], datapoints.at(-1)];
  return first && last ? `${datapoints.length}, from ${first.index} to ${last.index}` : 'none';
}
