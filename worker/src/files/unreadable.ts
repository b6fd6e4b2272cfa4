import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError, type ErrorCode } from '@engram/core';
import { expandHome } from './expand-home.ts';

/** A system error about a path as a message: cause and next step. The missing path itself is found below. */
const causes: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder; give the path of a file in it',
  ENOTDIR: 'a part of the path is a file, not a folder; check the path',
  EACCES: 'this user may not read it (permission denied); give read access to it and to the folders above',
  EPERM: 'the system does not permit reading it; give read access to it',
  ELOOP: 'its symbolic links lead in a circle; give the path of the file itself',
  ENAMETOOLONG: 'a name in the path is longer than the file system allows; give a shorter path',
  EMFILE: 'this process has too many open files; raise the limit (`ulimit -n`) and try again',
  ENFILE: 'this machine has too many open files; close some and try again',
  EIO: 'the disk reports an input/output error; copy the file from elsewhere',
  ESTALE: 'the network file system lost the file; mount it again',
  ENXIO: 'it is a socket, not a file; write its content to a file first',
  ENOMEM: 'the machine has no memory left; end other programs and try again',
  ERR_INVALID_ARG_VALUE: 'the path holds a NUL character; check the path',
};

/** Why there is nothing at `path`. */
function missing(path: string): string {
  const real = expandHome(path);
  if (/^\/(dev|proc\/self)\/fd\/\d+$/.test(real))
    return (
      `${path} cannot be read: this process does not have the pipe open, since \`npx\` does not pass on a pipe of \`<(…)\`. ` +
      'Start node_modules/.bin/engram itself, or give a file or a named pipe.'
    );
  try {
    if (lstatSync(real).isSymbolicLink())
      return `${path} cannot be read: it is a symbolic link to ${readlinkSync(real)}, which does not exist; mend the link or give another path.`;
  } catch {
    // Not a link either.
  }
  const folder = dirname(real);
  try {
    statSync(folder);
  } catch {
    return `There is no file ${path}, and no folder ${folder}; check the path.`;
  }
  return `There is no file ${path}; check the path.`;
}

/**
 * The error for a file that cannot be opened or read, with its true cause.
 * @param codes code of a file that is not there, and of one that cannot be read
 */
export function unreadable(
  path: string,
  error: unknown,
  codes: { missing: ErrorCode; other: ErrorCode } = { missing: 'NOT_FOUND', other: 'INVALID_FILE' },
): DomainError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new DomainError(codes.missing, missing(path), { cause: error });
  const cause = (code && causes[code]) ?? `the system says "${message}"`;
  return new DomainError(codes.other, `${path} cannot be read: ${cause}.`, { cause: error });
}

/** The error that a folder gives where a file is wanted, before anything is opened. */
export const isFolder = (): NodeJS.ErrnoException =>
  Object.assign(new Error('is a directory'), { code: 'EISDIR' });
