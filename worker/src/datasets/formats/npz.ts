/** Archives of NumPy: one array of values [N, …], with arrays of labels and ids [N] beside it. */
import { openNpz, type NpzFile } from '../../files/numpy/npz.ts';
import type { Dataset } from '../dataset.ts';
import { columnsOf } from '../tables/columns.ts';
import { npyList } from '../tables/npy-list.ts';
import { npyValues } from '../tables/npy-values.ts';
import { tableDataset } from '../tables/table-dataset.ts';
import { optionError, tableError } from '../tables/table-error.ts';
import type { TableOptions } from '../tables/table-options.ts';
import type { DatasetFormat, ReadContext } from './format.ts';

/** Of several arrays that could be meant, the one of such a name. */
const usualValues = ['x', 'data', 'values', 'features', 'images', 'series', 'texts', 'text'];

/** The array of values: that of the option, or of a usual name, or the only one that has room for them. */
async function valuesName(
  npz: NpzFile,
  names: readonly string[],
  options: TableOptions,
  path: string,
): Promise<string> {
  if (options.data !== undefined) return names[0]!;
  const usual = names.filter((name) => usualValues.includes(name.toLowerCase()));
  if (usual.length === 1) return usual[0]!;
  const possible: string[] = [];
  for (const name of names) if ((await npz.array(name)).header.shape.length > 1) possible.push(name);
  if (possible.length === 1) return possible[0]!;
  throw optionError(
    path,
    'data',
    `is needed: name the array of the values; it has ${npz.names.map((name) => `'${name}'`).join(', ')}.`,
  );
}

async function readArrays(
  npz: NpzFile,
  path: string,
  options: TableOptions,
  signal?: AbortSignal,
): Promise<Dataset> {
  // Texts have no usual column in an archive: any usual name will do.
  const { label, id, data } = columnsOf(path, npz.names, {
    ...options,
    ...(options.kind === 'text' && options.data === undefined && { kind: undefined }),
  });
  const { header, stream, where } = await npz.array(await valuesName(npz, data, options, path));
  const count = header.shape[0] ?? 0;
  if (count === 0)
    throw tableError(
      where,
      'shape',
      `it has the shape (${header.shape.join(', ')}): there are no datapoints.`,
    );
  const list = async (name: string | null): Promise<unknown[] | null> => {
    if (name === null) return null;
    const array = await npz.array(name);
    return npyList(array.header, await array.stream(), array.where, count);
  };
  const [labels, ids] = [await list(label), await list(id)];
  const isText = header.type.kind === 'text';
  const values = isText
    ? ((await npyList(header, await stream(), where, count)) as string[])
    : await npyValues(header, await stream(), where, signal);
  return tableDataset({ file: path, values, lengths: lengthsOf(header.shape), labels, ids }, options);
}

/** Lengths of one datapoint; a number for each is a vector of one value. */
export const lengthsOf = (shape: readonly number[]): readonly number[] =>
  shape.length === 1 ? [1] : shape.slice(1);

async function readNpz(path: string, { signal, table = {} }: ReadContext): Promise<Dataset> {
  const npz = await openNpz(path);
  try {
    return await readArrays(npz, path, table, signal);
  } finally {
    await npz.close();
  }
}

export const npz: DatasetFormat = {
  key: 'npz',
  usage: 'npz:FILE for arrays of NumPy',
  source: 'files',
  read: readNpz,
};
