import { basename } from 'node:path';
import { DomainError } from '@engram/core';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import { truncateName } from '../names.ts';
import { fieldText } from './field-text.ts';
import { imageBytes } from './image-bytes.ts';
import { labelClasses } from './label-classes.ts';
import { kindOf, shapeOf } from './shape-of.ts';
import { standardize } from './standardize.ts';
import { optionError, tableError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';
import { wordBuckets, wordCounts } from './word-counts.ts';

/** What a reader found in a table of N rows. */
export interface TableRows {
  /** Name of the file in messages. */
  file: string;
  /** [N, …lengths], finite; bytes where the file holds bytes. Texts, where that is what the rows are. */
  values: Float32Array | Uint8Array | readonly string[];
  /** Of one row. */
  lengths: readonly number[];
  /** [N] as the file has them; null where it has none. */
  labels: readonly unknown[] | null;
  /** Names of the classes by their numbers, where the file tells them. */
  classNames?: readonly string[] | null;
  /** [N] */
  ids: readonly unknown[] | null;
}

/**
 * A dataset of the rows of a table.
 * @throws DomainError INVALID_FILE or INVALID_ARGUMENT naming the file, the place and the reason
 */
export function tableDataset(rows: TableRows, options: TableOptions): Dataset {
  const { file, labels, ids } = rows;
  const values = valuesOf(rows, options);
  const count =
    values.texts?.length ??
    values.pixels.length / (values.shape.height * values.shape.width * values.shape.channels);
  if (count === 0) throw tableError(file, 'rows', 'it has none.');
  const stem = basename(file).replace(/(\.(csv|tsv|txt|npy|npz|parquet|gz))+$/i, '');
  return identifyDataset({
    slug: slugOf(stem) || 'table',
    name: truncateName(stem, 'table'),
    ...values,
    ...(labels
      ? namedClasses(labelClasses(file, labels), rows.classNames)
      : { labels: new Int32Array(count).fill(-1), classes: [] }),
    ...(ids && { sourceIds: ids.map((id) => fieldText(id) ?? '') }),
  });
}

const namedClasses = (
  found: Pick<Dataset, 'labels' | 'classes'>,
  names: readonly string[] | null | undefined,
): Pick<Dataset, 'labels' | 'classes'> =>
  names
    ? { ...found, classes: found.classes.map(({ index, name }) => ({ index, name: names[index] ?? name })) }
    : found;

function valuesOf(
  { file, values, lengths }: TableRows,
  options: TableOptions,
): Pick<Dataset, 'kind' | 'shape' | 'pixels' | 'texts'> {
  if (!(values instanceof Float32Array) && !(values instanceof Uint8Array)) {
    if (options.standardize)
      throw optionError(file, 'standardize', 'is for vectors and series, and its rows are texts.');
    const shape = { height: 1, width: wordBuckets, channels: 1 };
    return { kind: 'text', shape, pixels: wordCounts(values), texts: values };
  }
  const kind = kindOf(lengths, values instanceof Uint8Array, options);
  if (kind === 'text')
    throw new DomainError('INVALID_ARGUMENT', `${file}: it holds numbers, not texts. Give another --kind.`);
  const shape = shapeOf(file, kind, lengths, options);
  if (kind === 'image') {
    if (options.standardize)
      throw optionError(file, 'standardize', 'is for vectors and series, and its rows are images.');
    return { kind, shape, pixels: imageBytes(file, values) };
  }
  const pixels = values instanceof Float32Array ? values : Float32Array.from(values);
  if (options.standardize) standardize(pixels, kind === 'series' ? shape.channels : shape.width);
  return { kind, shape, pixels };
}
