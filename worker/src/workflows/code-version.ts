import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Whatever can change a score. */
const scoreRooms = ['core', 'prisma', 'worker', 'package-lock.json'];
const run = promisify(execFile);

let computed: Promise<string> | undefined;

/**
 * Version of the program that computes scores: the package's version, then, when the program lies in a git clone, the last
 * commit that changed a file that can change a score, and the hash of what differs from it. Computed once a process.
 */
export function codeVersion(): Promise<string> {
  return (computed ??= compute());
}

async function compute(): Promise<string> {
  const manifest = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { version: string };
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', root, ...args], { timeout: 10_000, maxBuffer: 1 << 26 })).stdout;
  try {
    const [commit, changes] = await Promise.all([
      git('log', '-1', '--format=%H', '--', ...scoreRooms),
      git('diff', 'HEAD', '--', ...scoreRooms),
    ]);
    const dirty = createHash('sha256').update(changes).digest('hex').slice(0, 8);
    return `${manifest.version}+${commit.slice(0, 12)}${changes === '' ? '' : `.dirty-${dirty}`}`;
  } catch {
    // No git, no clone, or a clone of another owner: the version alone.
    return manifest.version;
  }
}
