import { DomainError, type DatapointIdentity } from '@engram/core';
import type { DatasetPoints, Labels, RowKeys } from './row-keys.ts';

/**
 * Labels are those of the dataset, or the rows are others than they seem.
 * @param datapoints [N] that the rows are
 * @throws DomainError INVALID_SCORE_INPUT naming the first row whose label differs
 */
export function checkLabels(
  rows: RowKeys,
  labels: Labels,
  datapoints: readonly DatapointIdentity[],
  dataset: DatasetPoints,
): void {
  const names = new Map(dataset.classNames.map(({ index, name }) => [index, name]));
  labels.classes.forEach((label, row) => {
    const { index, class: own } = datapoints[row]!;
    if (label === null || own === null) return;
    const given = labels.names ? labels.names[label]! : label;
    const known = labels.names ? (names.get(own) ?? String(own)) : own;
    if (given === known) return;
    throw new DomainError(
      'INVALID_SCORE_INPUT',
      `${rows.file}, ${rows.place('label', row)}: its label is ${given}, but datapoint ${index} of '${dataset.slug}' is of class ${known}. ` +
        `Nothing was stored: the order of ${rows.file} differs from the dataset's, or its labels do. Give an 'index' or 'hash', or leave the labels out.`,
    );
  });
}
