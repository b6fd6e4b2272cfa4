import { DomainError } from './errors.ts';

/** What a system error says of a file or disk, and what to do; `{path}` stands for where. */
const sentences: Record<string, string> = {
  ENOSPC: 'There is no space left on the disk of {path}. Free some space, then try again.',
  EDQUOT:
    'The disk quota of this user is used up at {path}. Free some space or ask for a larger quota, then try again.',
  EROFS:
    '{path} lies on a read-only file system. Make it writable, or set ENGRAM_HOME to a folder that can be written.',
  EACCES:
    'This user may not use {path} (permission denied). Change its owner or its permissions; where it lies in ENGRAM_HOME, another ENGRAM_HOME will do as well.',
  EPERM:
    'This user may not change {path} (operation not permitted). Change its owner, or set ENGRAM_HOME to a folder of your own.',
  EIO: 'The disk of {path} reports an error (EIO). Check the disk and its connection, then try again.',
  EMFILE: 'Too many files are open to open {path}. Raise the limit (ulimit -n), then try again.',
  ENFILE:
    'Too many files are open on this machine to open {path}. Raise the limit (fs.file-max), then try again.',
  EISDIR: '{path} is a folder where a file belongs. Move it away, then try again.',
  ENOTDIR:
    '{path} cannot be reached: a part of this path is a file where a folder belongs. Move that file away.',
  ELOOP: '{path} is a symbolic link that leads back to itself. Remove it, then try again.',
  EFBIG: '{path} is larger than this system allows. Raise the limit (ulimit -f), then try again.',
  ENAMETOOLONG: '{path} is a longer path than the file system allows. Set ENGRAM_HOME to a shorter one.',
};

/** Calls that fail with the same codes for other reasons: ports and programs. */
const otherCalls = /^(listen|bind|connect|accept|kill|getaddrinfo|spawn.*)$/;

interface SystemError {
  code?: unknown;
  syscall?: unknown;
  path?: unknown;
  dest?: unknown;
  cause?: unknown;
}

/**
 * The DomainError DISK_UNAVAILABLE for an error that a disk or a file system caused, with the path and the next step; null for
 * any other error. An error that says so already comes back as it is.
 *
 * @param path where, when the error does not tell (a write into an open file does not)
 */
export function diskTrouble(error: unknown, path?: string): DomainError | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if (at instanceof DomainError) return at.code === 'DISK_UNAVAILABLE' ? at : null;
    const found = at as SystemError;
    const sentence = typeof found.code === 'string' ? sentences[found.code] : undefined;
    if (sentence === undefined || otherCalls.test(String(found.syscall))) continue;
    const where = whereOf(found.path, path);
    return new DomainError('DISK_UNAVAILABLE', sentence.replace('{path}', where), {
      cause: error,
      details: { code: found.code, path: where },
    });
  }
  return null;
}

/** How the C library says them in the output of other programs. */
const spoken: [RegExp, string][] = [
  [/no space left on device/i, 'ENOSPC'],
  [/disk quota exceeded/i, 'EDQUOT'],
  [/read-only file system/i, 'EROFS'],
  [/input\/output error/i, 'EIO'],
  [/too many open files/i, 'EMFILE'],
];

/** The DomainError for trouble that another program told in its output; null when it told none. */
export function diskTroubleIn(output: string, path: string): DomainError | null {
  const code = spoken.find(([said]) => said.test(output))?.[1];
  return code === undefined ? null : diskTrouble(Object.assign(new Error(output), { code }), path);
}

/** The file itself rather than its temporary name beside it; the folder above it when the folder could not be written. */
function whereOf(told: unknown, meant: string | undefined): string {
  if (typeof told !== 'string') return meant ?? 'a file';
  return meant !== undefined && told.startsWith(meant) ? meant : told;
}

/**
 * Runs `action`, which uses `path`.
 * @throws DomainError DISK_UNAVAILABLE with that path for trouble of the disk; other errors as they are
 */
export async function onDisk<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw diskTrouble(error, path) ?? error;
  }
}
