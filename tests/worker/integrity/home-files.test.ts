import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@engram/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBelow } from '../../../worker/src/integrity/home-files.ts';
import { checkNamedFiles } from '../../../worker/src/integrity/named-by-hash.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engram-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives the files of all folders, and none where the folder does not exist', async () => {
  await mkdir(join(folder, 'ab'));
  await writeFile(join(folder, 'ab', 'one'), '12345');
  expect(await filesBelow(folder)).toEqual({ sizes: new Map([['ab/one', 5]]), closed: [] });
  expect(await filesBelow(join(folder, 'none'))).toEqual({ sizes: new Map(), closed: [] });
});

it('names a folder that cannot be listed, whose files are unreadable rather than missing', async () => {
  // A file in its place is what root cannot list either.
  const closed = join(folder, 'checkpoints');
  await writeFile(closed, '');
  const found = await filesBelow(closed);
  expect(found).toEqual({ sizes: new Map(), closed: [''] });
  const wanted = new Map([['ab/one', sha256('one')]]);
  const faultsOf = (closed: string[]) =>
    checkNamedFiles({ folder, found: { ...found, closed }, wanted, full: true });
  expect(await faultsOf([''])).toEqual(new Map([['unreadable', ['ab/one']]]));
  expect(await faultsOf(['ab'])).toEqual(new Map([['unreadable', ['ab/one']]]));
  expect(await faultsOf(['a'])).toEqual(new Map([['missing', ['ab/one']]]));
});
