import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is written under a temporary name and is older was left by a process that was killed. */
const abandonedMs = 60 * 60_000;

/** Removes what killed imports left in a folder under names from `prefix` to `.part`, once nobody can still be writing it. */
export async function removeAbandoned(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(prefix) || !name.endsWith('.part')) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > abandonedMs) await rm(path, { recursive: true, force: true });
  }
}
