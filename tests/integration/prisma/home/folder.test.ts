import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { chown, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '@engram/store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureFolder, chownToFolderOwner, withFolder } from '../../../../prisma/src/home/folder.ts';

const owner = 65534;
let place: string;
let home: string;
let foreign: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'engram-folder-'));
  home = join(place, 'home');
  mkdirSync(home);
  foreign = join(place, 'foreign');
  writeFileSync(foreign, 'not theirs');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

it('a file that cannot be put in its place leaves no draft behind', async () => {
  mkdirSync(join(home, 'port'));
  await expect(writeAtomically(join(home, 'port'), 'x', { durable: true })).rejects.toThrow();
  expect(readdirSync(home)).toEqual(['port']);
});

it('a link that has taken the place of a folder is not followed', async () => {
  symlinkSync(home, join(place, 'link'));
  const chmod = withFolder(join(place, 'link'), (handle) => handle.chmod(0o777));
  await expect(chmod).rejects.toMatchObject({ code: expect.stringMatching(/ELOOP|ENOTDIR/) });
  expect(statSync(home).mode & 0o022).toBe(0);
});

describe('a folder that cannot be made', () => {
  const reasonOf = (path: string): Promise<unknown> => ensureFolder(path).catch((error: unknown) => error);

  it('behind a link that leads nowhere is said to be just that, also further down', async () => {
    symlinkSync(join(place, 'unmounted'), join(place, 'link'));
    for (const path of ['link', 'link/home', 'link/home/logs'])
      expect(await reasonOf(join(place, path))).toMatchObject({
        code: 'DISK_UNAVAILABLE',
        message: expect.stringContaining(
          `${place}/link is a symbolic link to a folder that is not there.`,
        ) as string,
      });
    expect(readdirSync(place)).not.toContain('unmounted');
  });

  it('in the place of a file names what is in the way', async () => {
    for (const path of [foreign, join(foreign, 'home')])
      expect(await reasonOf(path)).toMatchObject({
        code: 'DISK_UNAVAILABLE',
        message: expect.stringContaining('is a file where a folder belongs') as string,
      });
  });

  it.runIf(process.platform === 'linux')('in a file system that takes none ends, and says so', async () => {
    expect(await reasonOf('/proc/engram/home')).toMatchObject({
      code: 'DISK_UNAVAILABLE',
      message: expect.stringContaining('/proc takes no folder') as string,
    });
  });

  it('is no trouble where it is there, or a link to one', async () => {
    symlinkSync(home, join(place, 'link'));
    for (const path of [home, join(place, 'link'), join(place, 'link', 'a', 'b')])
      expect(await reasonOf(path)).toBeUndefined();
    expect(statSync(join(home, 'a', 'b')).mode & 0o777).toBe(0o700);
  });
});

describe.runIf(process.getuid?.() === 0)('root in the home of somebody', () => {
  beforeEach(() => chown(home, owner, owner));

  it('gives them the files and folders that it makes', async () => {
    await writeAtomically(join(home, 'a', 'b', 'file'), 'x', { durable: true });
    await ensureFolder(join(home, 'c'));
    for (const made of ['a', 'a/b', 'a/b/file', 'c']) expect(statSync(join(home, made)).uid).toBe(owner);
  });

  it('gives them no file that they linked to in place of one it made', async () => {
    const path = join(home, 'draft');
    const made = await open(path, 'wx');
    unlinkSync(path);
    symlinkSync(foreign, path);
    await chownToFolderOwner(made, path);
    expect((await made.stat()).uid).toBe(owner);
    expect(statSync(foreign).uid).toBe(0);
    await made.close();
  });
});
