/** The Python version: a pickled dictionary a file, with `data` [N, 3072] (3 planes of 32 × 32) and lists of labels; names in `meta`. */
import { readFile, stat } from 'node:fs/promises';
import { expandHome } from '../../../files/expand-home.ts';
import { PickledArray, textOf, type PickleValue } from '../../../files/pickle/pickle-objects.ts';
import { readPickle } from '../../../files/pickle/pickle.ts';
import { CifarRows, imageBytes, type CifarParts, type CifarVersion } from './cifar-version.ts';
import { fileError, unreadableFile } from '../../reading/file-error.ts';
import { pathIfThere } from '../../reading/folder-files.ts';
import { assertLabel, checkedNames } from '../../reading/labels.ts';

/** The largest file of the two datasets has 155 MB. */
const largestBytes = 2 ** 30;

/** A pickled dictionary. @throws DomainError INVALID_FILE */
async function dictionaryOf(file: string, signal?: AbortSignal): Promise<Map<PickleValue, PickleValue>> {
  const path = expandHome(file);
  const bytes = await stat(path)
    .then(({ size }) => {
      if (size > largestBytes) throw fileError(file, 'its size', `it has ${size} bytes, up to ${largestBytes} are read.`); // prettier-ignore
      return readFile(path, { signal });
    })
    .catch((error: unknown) => {
      throw unreadableFile(file, error);
    });
  const value = readPickle(bytes, file);
  if (value instanceof Map) return value;
  throw fileError(file, 'its value', 'it is no dictionary; is it a file of CIFAR?');
}

/** [N, 3072] */
function planesOf(dictionary: Map<PickleValue, PickleValue>, file: string): PickledArray {
  const data = dictionary.get('data');
  const fail = (reason: string) => fileError(file, "the array 'data'", reason);
  if (!(data instanceof PickledArray)) throw fail('it is missing, or no NumPy array.');
  const { shape, type, isFortran } = data;
  if (type.replace(/^[|<>=]/, '') !== 'u1') throw fail(`its values are of type ${type}, not unsigned bytes.`);
  if (isFortran) throw fail('it is in Fortran order; save numpy.ascontiguousarray(data).');
  if (shape.length !== 2 || shape[1] !== imageBytes || shape[0] === 0)
    throw fail(`its shape is [${shape.join(', ')}], not [N, ${imageBytes}].`);
  if (data.data.length !== shape[0]! * imageBytes)
    throw fail(`it has ${data.data.length} bytes for the shape [${shape.join(', ')}].`);
  return data;
}

function labelsOf(
  dictionary: Map<PickleValue, PickleValue>,
  key: string,
  o: { count: number; classCount: number; file: string },
): number[] {
  const values = dictionary.get(key);
  if (!Array.isArray(values)) throw fileError(o.file, `the list '${key}'`, 'it is missing.');
  if (values.length !== o.count)
    throw fileError(o.file, `the list '${key}'`, `it has ${values.length} labels for ${o.count} images.`);
  return values.map((value: unknown, n) => {
    assertLabel(value, { first: 0, last: o.classCount - 1 }, o.file, `the list '${key}', item ${n}`);
    return value;
  });
}

/** Images and labels of one file. */
function addFile(
  rows: CifarRows,
  dictionary: Map<PickleValue, PickleValue>,
  file: string,
  { classCount, coarseCount }: CifarParts,
): void {
  const { data, shape } = planesOf(dictionary, file);
  const count = shape[0]!;
  const fine = labelsOf(dictionary, coarseCount === null ? 'labels' : 'fine_labels', { count, classCount, file }); // prettier-ignore
  const coarse =
    coarseCount === null ? null : labelsOf(dictionary, 'coarse_labels', { count, classCount: coarseCount, file }); // prettier-ignore
  fine.forEach((label, n) => {
    if (coarse) rows.noteCoarse(label, coarse[n]!, file, `the list 'coarse_labels', item ${n}`);
    rows.add(data.subarray(n * imageBytes, (n + 1) * imageBytes), label);
  });
}

async function read(files: readonly string[], parts: CifarParts, signal?: AbortSignal): Promise<CifarRows> {
  const counts: number[] = [];
  // Each file is read twice, so that no more than one of them is in memory beside the pixels.
  for (const file of files) counts.push(planesOf(await dictionaryOf(file, signal), file).shape[0]!);
  const rows = new CifarRows(counts.reduce((sum, count) => sum + count, 0));
  for (const file of files) addFile(rows, await dictionaryOf(file, signal), file, parts);
  return rows;
}

async function namesOf(
  dictionary: Map<PickleValue, PickleValue>,
  key: string,
  count: number,
  file: string,
): Promise<readonly string[]> {
  const names = dictionary.get(key);
  const texts = Array.isArray(names) ? names.map(textOf) : [];
  if (texts.some((name) => name === null)) throw fileError(file, `the list '${key}'`, 'a name is no text.');
  return checkedNames(texts as string[], count, file, `the list '${key}'`);
}

export const cifarPython: CifarVersion = {
  folder: ({ coarseCount }) => (coarseCount === null ? 'cifar-10-batches-py' : 'cifar-100-python'),
  files: ({ batches }) => [...batches],
  read,
  async names(folder, { classCount, coarseCount, classNames }) {
    const file = await pathIfThere(folder, coarseCount === null ? 'batches.meta' : 'meta');
    if (file === null) return { fine: classNames };
    const meta = await dictionaryOf(file);
    if (coarseCount === null) return { fine: await namesOf(meta, 'label_names', classCount, file) };
    return {
      fine: await namesOf(meta, 'fine_label_names', classCount, file),
      coarse: await namesOf(meta, 'coarse_label_names', coarseCount, file),
    };
  },
};
