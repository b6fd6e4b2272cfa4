import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sideBySide } from '@engram/core';

/** Looked at side by side. */
export const filesAtOnce = 64;

export interface FoundFiles {
  /** Bytes of every file, by its path below the folder; −1 for what is neither a file nor a folder, or cannot be read. */
  sizes: Map<string, number>;
  /** Paths of the folders whose entries cannot be listed; '' for the folder itself. What lies in them is not in `sizes`. */
  closed: string[];
}

/** Everything below a folder; nothing for one that does not exist. */
export async function filesBelow(folder: string): Promise<FoundFiles> {
  const closed: string[] = [];
  const paths = (await pathsBelow(folder, '', closed)).sort();
  const sizes = await sideBySide(paths, filesAtOnce, async (path) => {
    const found = await stat(join(folder, path)).catch(() => null);
    return found?.isFile() ? found.size : -1;
  });
  return { sizes: new Map(paths.map((path, at) => [path, sizes[at]!])), closed };
}

/** Whether a path lies in a folder whose entries cannot be listed. */
export const isHidden = (closed: readonly string[], path: string): boolean =>
  closed.some((folder) => folder === '' || path.startsWith(`${folder}/`));

async function pathsBelow(root: string, folder: string, closed: string[]): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(
    ({ code }: NodeJS.ErrnoException) => {
      if (code !== 'ENOENT') closed.push(folder);
      return [];
    },
  );
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) paths.push(path);
    else for (const below of await pathsBelow(root, path, closed)) paths.push(below);
  }
  return paths;
}
