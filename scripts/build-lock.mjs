/** The lock of whoever builds the dashboard: the one by which processes share the embedded PostgreSQL. */
import { lstatSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The command's loader of TypeScript; a script has no dependencies of its own to declare. */
const loader = 'tsx/esm/api';

/** Runs `action` while no other process builds; a builder that was killed, or a lock that is torn, holds nobody up. */
export async function withBuildLock(lock, action) {
  const { register } = await import(loader);
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
  const { withLockFile } = await import('../prisma/src/embedded/lock-file.ts');
  // Once it was a folder.
  if (lstatSync(lock, { throwIfNoEntry: false })?.isDirectory())
    rmSync(lock, { recursive: true, force: true });
  return withLockFile(lock, action);
}
