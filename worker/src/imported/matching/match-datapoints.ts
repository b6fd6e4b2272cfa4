/** Which datapoints of a dataset the rows of a file are. Nothing is guessed: what does not fit is rejected. */
import { DomainError } from '@engram/core';
import type { DatasetPoints, MatchableDatapoint, RowKey, RowKeys } from './row-keys.ts';
import { checkLabels } from './check-labels.ts';

export interface Match {
  /** What the rows were recognised by; `order` when the file has no index, id or hash. */
  by: RowKey | 'order';
  /** [N] in the order of the file. */
  datapoints: MatchableDatapoint[];
}

const matchError = (message: string): DomainError => new DomainError('INVALID_SCORE_INPUT', message);

/** Words for a key, and how a value of it is shown. */
const keys = {
  index: { noun: 'index', of: ({ index }: MatchableDatapoint) => index },
  id: { noun: 'id', of: ({ sourceId }: MatchableDatapoint) => sourceId ?? null },
  hash: { noun: 'content hash', of: ({ contentHash }: MatchableDatapoint) => contentHash },
} as const;

const shown = (key: RowKey, value: unknown): string =>
  key === 'hash'
    ? `${String(value).slice(0, 12)}…`
    : key === 'id'
      ? `'${String(value).slice(0, 60)}'`
      : String(value);

/**
 * Finds the datapoint of each row by index, by the source's id or by content hash, the first that the file has; or by order when
 * there are as many rows as datapoints. What else the file has must say the same.
 * @throws DomainError INVALID_SCORE_INPUT naming file, row and dataset: for a count that does not fit; a key that the dataset does
 *   not have, that stands for several datapoints, or that two rows have; and for keys or labels that contradict the dataset
 */
export function matchDatapoints(rows: RowKeys, dataset: DatasetPoints): Match {
  const hasIds = dataset.datapoints.some(({ sourceId }) => (sourceId ?? null) !== null);
  const given: [RowKey, readonly (string | number)[] | null | undefined][] = [
    ['index', rows.indices],
    // Ids of a dataset without any say nothing, unless they are all there is.
    ['id', hasIds || !(rows.indices ?? rows.hashes) ? rows.ids : null],
    ['hash', rows.hashes],
  ];
  const present = given.flatMap(([key, values]) => (values ? [{ key, values }] : []));
  const [first, ...others] = present;
  const match: Match = first
    ? { by: first.key, datapoints: byKey(rows, first.key, first.values, dataset) }
    : { by: 'order', datapoints: byOrder(rows, dataset) };
  for (const { key, values } of others) checkAgreement(rows, first!.key, key, values, match, dataset);
  if (rows.labels) checkLabels(rows, rows.labels, match.datapoints, dataset);
  return match;
}

function byKey(
  rows: RowKeys,
  key: RowKey,
  values: readonly (string | number)[],
  dataset: DatasetPoints,
): MatchableDatapoint[] {
  const known = new Map<string | number, MatchableDatapoint[]>();
  for (const datapoint of dataset.datapoints) {
    const value = keys[key].of(datapoint);
    if (value === null) continue;
    const same = known.get(value);
    if (same) same.push(datapoint);
    else known.set(value, [datapoint]);
  }
  const seen = new Map<string | number, number>();
  return values.map((value, row) => {
    const where = `${rows.file}, ${rows.place(key, row)}`;
    const same = known.get(value) ?? [];
    const [found] = same;
    if (!found) throw matchError(`${where}: ${unknown(key, value, dataset, known.size === 0)}`);
    if (same.length > 1) throw matchError(`${where}: ${ambiguous(key, value, same, dataset)}`);
    const before = seen.get(value);
    if (before !== undefined)
      throw matchError(
        `${where}: ${rows.place(key, before)} has the same ${keys[key].noun} (${shown(key, value)}); give each datapoint once.`,
      );
    seen.set(value, row);
    return found;
  });
}

function unknown(key: RowKey, value: string | number, dataset: DatasetPoints, none: boolean): string {
  const { slug } = dataset;
  if (key === 'index') return `the dataset '${slug}' has no datapoint ${value}; it has ${span(dataset)}.`;
  if (key === 'hash')
    return (
      `the dataset '${slug}' has no datapoint with the content hash ${shown(key, value)}. ` +
      'docs/own-data.md says how it is computed.'
    );
  return none
    ? `the dataset '${slug}' has no ids of its own. Name the datapoints by index or content hash, or import the dataset with its column of ids (--id).`
    : `the dataset '${slug}' has no datapoint with the id ${shown(key, value)}.`;
}

function ambiguous(
  key: RowKey,
  value: string | number,
  same: readonly MatchableDatapoint[],
  { slug }: DatasetPoints,
): string {
  const indices = same.slice(0, 5).map(({ index }) => index);
  return (
    `the ${keys[key].noun} ${shown(key, value)} stands for ${same.length} datapoints of '${slug}'` +
    `${key === 'hash' ? ' with the same content' : ''} (${indices.join(', ')}${same.length > 5 ? ', …' : ''}). Say which by an index.`
  );
}

function byOrder({ file, count }: RowKeys, dataset: DatasetPoints): MatchableDatapoint[] {
  if (count !== dataset.datapoints.length)
    throw matchError(
      `${file}: it has ${count} datapoints, the dataset '${dataset.slug}' has ${dataset.datapoints.length}. ` +
        "Say which they are by an 'index', 'hash' or 'id' with one value for each.",
    );
  return dataset.datapoints;
}

function checkAgreement(
  rows: RowKeys,
  first: RowKey,
  key: RowKey,
  values: readonly (string | number)[],
  { datapoints }: Match,
  { slug }: DatasetPoints,
): void {
  datapoints.forEach((datapoint, row) => {
    const own = keys[key].of(datapoint);
    if (own === null || own === values[row]) return;
    throw matchError(
      `${rows.file}, ${rows.place(key, row)}: the ${keys[first].noun} says ${shown(first, keys[first].of(datapoint))} of '${slug}', whose ${keys[key].noun} is ` +
        `${shown(key, own)}, but here it is ${shown(key, values[row])}. Nothing was stored; see whether the rows are in the order of their ${first === 'index' ? 'indices' : 'ids'}.`,
    );
  });
}

function span({ datapoints }: DatasetPoints): string {
  const [first, last] = [datapoints[0], datapoints.at(-1)];
  return first && last ? `${datapoints.length}, from ${first.index} to ${last.index}` : 'none';
}
