import { chmod, chown, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeHome } from '../../../prisma/src/home/private-home.ts';

let folder: string;
let home: string;

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
async function openFile(path: string): Promise<void> {
  await writeFile(path, 'x');
  await chmod(path, 0o644);
}
async function openFolder(path: string): Promise<void> {
  await mkdir(path);
  await chmod(path, 0o755);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engram-private-'));
  home = join(folder, 'home');
  for (const path of [home, join(home, 'datasets'), join(home, 'postgres'), join(folder, 'elsewhere')])
    await openFolder(path);
  await openFile(join(folder, 'elsewhere', 'file'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('an open home', () => {
  it('is closed with all that lies in it', async () => {
    await openFile(join(home, 'datasets', 'a'));
    await openFile(join(home, 'postgres', 'port'));
    await closeHome(home, null);
    const closed = [home, join(home, 'datasets'), join(home, 'postgres')];
    expect(await Promise.all(closed.map(modeOf))).toEqual(['700', '700', '700']);
    expect(await modeOf(join(home, 'datasets', 'a'))).toBe('600');
    expect(await modeOf(join(home, 'postgres', 'port'))).toBe('600');
  });

  it('is closed when it is reached by a link, but what links in it lead to is left', async () => {
    await symlink(join(folder, 'elsewhere'), join(home, 'thumbnails'));
    await symlink(join(folder, 'elsewhere', 'file'), join(home, 'datasets', 'link'));
    await symlink(home, join(folder, 'link'));
    await closeHome(join(folder, 'link'), null);
    expect(await modeOf(home)).toBe('700');
    expect(await modeOf(join(folder, 'elsewhere'))).toBe('755');
    expect(await modeOf(join(folder, 'elsewhere', 'file'))).toBe('644');
  });

  // Nobody but root can give a file away, and nobody but root could change the file of another.
  it.runIf(process.getuid?.() === 0)(
    'keeps what belongs to another user, also when root closes it',
    async () => {
      await openFile(join(home, 'datasets', 'theirs'));
      await openFolder(join(home, 'exports'));
      await openFile(join(home, 'exports', 'below'));
      await chown(join(home, 'datasets', 'theirs'), 65534, 65534);
      await chown(join(home, 'exports'), 65534, 65534);
      await closeHome(home, null);
      expect(await modeOf(join(home, 'datasets', 'theirs'))).toBe('644');
      expect(await modeOf(join(home, 'exports'))).toBe('755');
      expect(await modeOf(join(home, 'exports', 'below'))).toBe('644');
      expect(await modeOf(join(home, 'datasets'))).toBe('700');
    },
  );
});
