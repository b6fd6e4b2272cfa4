import { basename, delimiter, dirname, isAbsolute, relative, resolve } from 'node:path';

interface Started {
  /** The file that was started, as it was named. */
  file: string;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * How the command was called, so that the command lines in its messages can be copied: `npx engram` under npm, `engram` where that
 * is on the PATH, else the file itself, as in a container.
 */
export function commandName({ file, cwd, env }: Started): string {
  const isScript = basename(file) === 'engram.mjs';
  const isOurs = isScript || basename(file) === 'engram';
  if (env.npm_command !== undefined || env.npm_lifecycle_event !== undefined || !isOurs) return 'npx engram';
  const onPath = (env.PATH ?? '').split(delimiter).some((folder) => resolve(cwd, folder) === dirname(file));
  if (!isScript && onPath) return 'engram';
  const near = relative(cwd, file);
  const path = near.startsWith('..') || isAbsolute(near) ? file : near;
  if (isScript) return `node ${quoted(path)}`;
  return quoted(path.includes('/') ? path : `./${path}`);
}

const quoted = (path: string): string =>
  /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
