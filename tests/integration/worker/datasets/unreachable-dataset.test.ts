import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { datasetFolder } from '@engram/store';
import { expect, it } from 'vitest';
import { hasDatasetFiles, openDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { withFolder } from './formats/idx-files.ts';

const folder = withFolder();
const contentHash = 'ab'.repeat(32);

it('a dataset is absent only where nothing is, or a file lies in the way', async () => {
  expect(await hasDatasetFiles(join(folder.path, 'no-home'), contentHash)).toBe(false);
  const file = await folder.write('file', Buffer.alloc(1));
  expect(await hasDatasetFiles(file, contentHash)).toBe(false);
});

it('a dataset behind a link that leads to itself is no missing one: the reason is told', async () => {
  const home = join(folder.path, 'circle');
  await mkdir(home);
  await symlink('datasets', join(home, 'datasets'));
  await expect(openDatasetFiles(home, contentHash)).rejects.toMatchObject({
    code: 'DISK_UNAVAILABLE',
    message: expect.stringContaining('is a symbolic link that leads back to itself') as string,
  });
});

it('a dataset in the home of another user is no missing one: the permission is told', async () => {
  const home = join(folder.path, 'private');
  const datasets = join(datasetFolder(home, contentHash), '..');
  await mkdir(datasets, { recursive: true });
  await chmod(folder.path, 0o711);
  await chmod(datasets, 0o700);
  const isRoot = process.geteuid!() === 0;
  if (!isRoot) await chmod(datasets, 0o000);
  if (isRoot) process.seteuid!(65534);
  const outcome = await openDatasetFiles(home, contentHash).catch((error: unknown) => error);
  if (isRoot) process.seteuid!(0);
  await chmod(datasets, 0o700);
  expect(outcome).toMatchObject({
    code: 'DISK_UNAVAILABLE',
    message: expect.stringContaining('permission denied') as string,
  });
});
