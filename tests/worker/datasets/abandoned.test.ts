import { mkdir, readdir, utimes } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { removeAbandoned } from '../../../worker/src/datasets/abandoned.ts';
import { withFolders } from './formats/dataset-folder.ts';

const folderOf = withFolders();

it('what a killed import left is removed after an hour, and nothing else', async () => {
  const folder = await folderOf({ 'package.tgz': 'x', '.young.part/npm.log': 'x' });
  await mkdir(`${folder}/.old.part`);
  await mkdir(`${folder}/other.old.part`);
  const before = new Date(Date.now() - 61 * 60_000);
  for (const name of ['.old.part', 'other.old.part', 'package.tgz'])
    await utimes(`${folder}/${name}`, before, before);
  await removeAbandoned(folder, '.');
  expect((await readdir(folder)).sort()).toEqual(['.young.part', 'other.old.part', 'package.tgz']);
  await removeAbandoned(`${folder}/none`, '.');
});
