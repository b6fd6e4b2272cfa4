import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flushFiles, writeSmallFile } from '@engram/store';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'engram-small-files-'))));
afterEach(() => rm(folder, { recursive: true }));

it('a small file is there with all of its bytes, for its owner alone', async () => {
  const file = join(folder, 'a.png');
  writeSmallFile(file, Buffer.from('first'));
  writeSmallFile(file, Buffer.from('second'));
  expect(await readFile(file, 'utf8')).toBe('second');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['a.png']);
});

it('what cannot take its name leaves nothing behind', async () => {
  await mkdir(join(folder, 'taken', 'by'), { recursive: true });
  expect(() => writeSmallFile(join(folder, 'taken'), Buffer.from('x'))).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(await readdir(folder)).toEqual(['taken']);
});

it('files are flushed, few or many, and one that is missing is named', async () => {
  const files = Array.from({ length: 1200 }, (_, n) => join(folder, String(n)));
  for (const file of files) writeSmallFile(file, Buffer.from('x'));
  await flushFiles(folder, files);
  await flushFiles(folder, files.slice(0, 3));
  // A disk that is not there is one that the program which flushes it whole reports: the files are then gone through.
  await rm(join(folder, '7'));
  await expect(flushFiles(join(folder, 'nowhere'), files)).rejects.toThrow(join(folder, '7'));
  await expect(flushFiles(folder, [join(folder, '7')])).rejects.toThrow(join(folder, '7'));
});
