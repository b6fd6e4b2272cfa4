import { homedir } from 'node:os';
import { join } from 'node:path';

/** `~` and `~/…` as a shell would write them out: it does not do so behind a colon or a comma. */
export function expandHome(path: string): string {
  if (path === '~') return homedir();
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}
