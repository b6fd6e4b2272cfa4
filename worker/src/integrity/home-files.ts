import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Looked at side by side. */
const atOnce = 64;

/** Size in bytes of every file below a folder, by its path there; −1 for what is neither a file nor a folder, or cannot be read. */
export async function filesBelow(folder: string): Promise<Map<string, number>> {
  const paths = (await pathsBelow(folder, '')).sort();
  const sizes = await inParts(paths, async (path) => {
    const found = await stat(join(folder, path)).catch(() => null);
    return found?.isFile() ? found.size : -1;
  });
  return new Map(paths.map((path, at) => [path, sizes[at]!]));
}

/** A folder that cannot be read has no files here: they are found missing. */
async function pathsBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) paths.push(path);
    else for (const below of await pathsBelow(root, path)) paths.push(below);
  }
  return paths;
}

/** Applies `work` to all items, 64 at a time. */
export async function inParts<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += atOnce)
    results.push(...(await Promise.all(items.slice(start, start + atOnce).map(work))));
  return results;
}
