/** Arrays of NumPy in files of their own: values [N, …], and labels [N]. */
import { readChunks } from '../../files/read-chunks.ts';
import { ByteStream } from '../../files/numpy/byte-stream.ts';
import { npyHeadBytes, readNpyHeader, type NpyHeader } from '../../files/numpy/npy.ts';
import { unreadable } from '../../files/unreadable.ts';
import type { Dataset } from '../dataset.ts';
import { npyList } from '../tables/npy-list.ts';
import { npyValues } from '../tables/npy-values.ts';
import { tableDataset } from '../tables/table-dataset.ts';
import { optionError, tableError } from '../tables/table-error.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { filesOfSpec } from './idx-files/idx-spec.ts';
import { lengthsOf } from './npz.ts';

/** The bytes of a file. @throws DomainError INVALID_FILE when it cannot be read */
async function* checkedChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* readChunks(path, signal);
  } catch (error) {
    throw unreadable(path, error, { missing: 'INVALID_FILE', other: 'INVALID_FILE' });
  }
}

/** Opens an array: its header, and its elements from the first on. */
async function openNpy(
  path: string,
  signal?: AbortSignal,
): Promise<{ header: NpyHeader; stream: ByteStream }> {
  const chunks = checkedChunks(path, signal);
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < npyHeadBytes) {
    const { value, done } = await chunks.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  const head = Buffer.concat(parts);
  const header = readNpyHeader(head, path);
  const rest = (async function* (): AsyncGenerator<Uint8Array, void, void> {
    let seen = head.length;
    yield head.subarray(header.dataOffset);
    for await (const chunk of chunks) {
      seen += chunk.length;
      yield chunk;
    }
    if (seen > header.fileBytes)
      throw tableError(
        path,
        `byte ${header.fileBytes}`,
        `the shape (${header.shape.join(', ')}) ends here, and the file has ${seen} bytes.`,
      );
  })();
  return { header, stream: new ByteStream(rest) };
}

async function readNpy(spec: string, { signal, table = {} }: ReadContext): Promise<Dataset> {
  for (const option of ['label', 'id', 'data'] as const)
    if (table[option] !== undefined)
      throw optionError(
        `npy:${spec}`,
        option,
        'names a column, and the file holds one array: give labels as npy:VALUES,LABELS.',
      );
  const { images: path, labels: labelsPath } = await filesOfSpec(spec);
  const { header, stream } = await openNpy(path, signal);
  const count = header.shape[0] ?? 0;
  if (count === 0)
    throw tableError(
      path,
      'shape',
      `it has the shape (${header.shape.join(', ')}): there are no datapoints.`,
    );
  const values =
    header.type.kind === 'text'
      ? ((await npyList(header, stream, path, count)) as string[])
      : await npyValues(header, stream, path, signal);
  let labels: unknown[] | null = null;
  if (labelsPath !== null) {
    const array = await openNpy(labelsPath, signal);
    labels = await npyList(array.header, array.stream, labelsPath, count);
  }
  return tableDataset({ file: path, values, lengths: lengthsOf(header.shape), labels, ids: null }, table);
}

export const npy: DatasetFormat = {
  key: 'npy',
  usage: 'npy:VALUES or npy:VALUES,LABELS for single arrays of NumPy',
  source: 'files',
  read: readNpy,
};
