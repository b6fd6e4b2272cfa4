import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskTroubleIn, DomainError } from '@engram/core';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { removeFolder } from './remove-folder.ts';
import { spawnAs } from './server-user.ts';

const execute = promisify(execFile);
const draftPrefix = 'draft-';

export const superuser = 'engram';

/** What the server's programs inherit: nothing of PG* or of the user's locale reaches them. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the database cluster unless it is there. It is built aside and renamed: a killed start leaves none by halves. */
export async function ensureCluster(layout: Layout, binaries: Binaries): Promise<void> {
  if (existsSync(layout.data)) return;
  for (const name of await readdir(layout.cluster))
    if (name.startsWith(draftPrefix)) await removeFolder(join(layout.cluster, name));
  const draft = join(layout.cluster, `${draftPrefix}${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, layout.password, { mode: 0o600 });
  if ('uid' in spawnAs(layout.user)) {
    await chown(draft, layout.user.uid, layout.user.gid);
    await chown(passwordFile, layout.user.uid, layout.user.gid);
  }
  const data = join(draft, 'data');
  try {
    await execute(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        `--username=${superuser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
      ],
      { cwd: layout.cluster, env: serverEnvironment, ...spawnAs(layout.user) },
    );
    await rename(data, layout.data);
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    const trouble = diskTroubleIn(`${stdout} ${stderr}`, layout.cluster);
    if (trouble) throw trouble;
    throw new DomainError(
      'STORE_UNAVAILABLE',
      `PostgreSQL's initdb failed in ${layout.cluster}: ${reasonIn(stderr || (error as Error).message)}`,
      { cause: error },
    );
  } finally {
    await removeFolder(draft);
  }
}

/** What went wrong, rather than what initdb did about it. */
function reasonIn(output: string): string {
  const lines = output.trim().split('\n');
  return lines.findLast((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1)!;
}
