import { DomainError } from '@engram/core';
import { open } from 'node:fs/promises';
import { expandHome } from '../../files/expand-home.ts';
import { openNpz, type NpzFile } from '../../files/numpy/npz.ts';
import { sizeOfRegularFile } from '../../files/regular-file.ts';
import { unreadable } from '../../files/unreadable.ts';
import { openNpyFiles } from './npy-files.ts';
import { withParquetArrays } from './parquet-arrays.ts';
import { isSafetensors, openSafetensors } from './safetensors-file.ts';

/** Where representations are. */
export interface RepresentationSource {
  /** An `.npz`, Parquet or safetensors file, or the `.npy` files of f and g, or of encoders. */
  paths: readonly string[];
  /** `.npy` files of further arrays by name, such as `index`. */
  arrays?: Readonly<Record<string, string>>;
  /** Views in each flat list of a Parquet file. */
  views?: number;
}

/** The first bytes of a file, and its size. */
async function headOf(path: string): Promise<{ head: Buffer; size: number }> {
  const size = await sizeOfRegularFile(path);
  try {
    const handle = await open(expandHome(path));
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
      return { head: buffer.subarray(0, bytesRead), size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

const isNpy = (head: Buffer): boolean => head.toString('latin1', 0, 6) === '\x93NUMPY';

/**
 * Opens a source for `work`, and closes it afterwards. The format is recognised by the content.
 * @throws DomainError INVALID_FILE or INVALID_ARGUMENT naming the file and the reason; NOT_FOUND for a file that is not there
 */
export async function withSource<T>(
  { paths, arrays = {}, views }: RepresentationSource,
  work: (file: NpzFile) => Promise<T>,
): Promise<T> {
  const [path, ...others] = paths as [string, ...string[]];
  const { head, size } = await headOf(path);
  if (others.length > 0 || Object.keys(arrays).length > 0 || isNpy(head))
    return closing(await openNpyFiles(namedArrays(paths, arrays)), work);
  if (head.toString('latin1', 0, 4) === 'PAR1') return withParquetArrays(path, views, work);
  return closing(await (isSafetensors(head, size) ? openSafetensors(path) : openNpz(path)), work);
}

async function closing<T>(file: NpzFile, work: (file: NpzFile) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Two files are f and g; one is that of encoders, with their mask. */
function namedArrays(
  paths: readonly string[],
  arrays: Readonly<Record<string, string>>,
): Record<string, string> {
  if (paths.length === 2 && !('mask' in arrays)) return { f: paths[0]!, g: paths[1]!, ...arrays };
  if (paths.length === 1 && 'mask' in arrays) return { encoders: paths[0]!, ...arrays };
  throw new DomainError(
    'INVALID_ARGUMENT',
    `${paths.join(', ')}: ${paths.length === 1 ? 'it is a single NumPy array (.npy); ' : ''}single arrays come as two files, F.npy G.npy, or as ENCODERS.npy with --mask MASK.npy. ` +
      'An archive, a Parquet file or a safetensors file stands alone, and holds all of its arrays.',
  );
}
