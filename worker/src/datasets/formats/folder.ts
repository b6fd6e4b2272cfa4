/**
 * Pictures in folders, one folder a class. Classes are in the order of the folders' names, and the datapoints of a class in the order of
 * its files' names (by code units, as `LC_ALL=C sort`). Each picture becomes a square, see `readPicture`.
 */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { DomainError } from '@engram/core';
import { expandHome } from '../../files/expand-home.ts';
import { assertNotCancelled } from '../cancelled.ts';
import { identifyDataset, slugOf, type Dataset } from '../dataset.ts';
import { truncateName } from '../names.ts';
import { fileError, unreadableFile } from '../reading/file-error.ts';
import { namesIn } from '../reading/folder-files.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { pictureFormats, readPicture } from '../reading/picture.ts';

/** Side of the squares unless the import says another one. */
const defaultSide = 64;
/** Read side by side. */
const atOnce = 8;
/** What systems leave in folders. */
const ignored = /^(\..*|thumbs\.db|desktop\.ini|__macosx)$/i;
const extensions = /\.(png|jpe?g|webp)$/i;

interface Picture {
  file: string;
  label: number;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(expandHome(folder), { withFileTypes: true }).catch((error: unknown) => {
    throw unreadableFile(folder, error);
  });
  return entries
    .filter(({ name }) => !ignored.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** @throws DomainError INVALID_FILE for whatever is no picture in a folder of its class */
async function picturesOf(folder: string): Promise<{ classes: string[]; pictures: Picture[] }> {
  await namesIn(folder);
  const classes: string[] = [];
  const pictures: Picture[] = [];
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() && !entry.isSymbolicLink())
      throw fileError(path, 'its place', 'it lies outside the folders of the classes. Put every picture into the folder of its class, and other files elsewhere.'); // prettier-ignore
    const files = await entriesOf(path);
    if (files.length === 0)
      throw fileError(path, 'the folder', 'it is a class without a picture; remove it.');
    for (const { name } of files) {
      const file = join(path, name);
      if (!extensions.test(name))
        throw fileError(file, 'its name', 'it is no png, jpeg or webp. Put it elsewhere, or convert it.');
      pictures.push({ file, label: classes.length });
    }
    classes.push(entry.name);
  }
  if (pictures.length === 0)
    throw new DomainError('INVALID_FILE', `${folder} has no folders with pictures: make one for each class.`);
  return { classes, pictures };
}

const damaged = (file: string, error: unknown): DomainError =>
  error instanceof DomainError
    ? error
    : fileError(file, 'its content', `the picture cannot be read (${(error as Error).message.split('\n')[0]}); it is damaged or of another kind. Fetch it again, or remove it.`); // prettier-ignore

/** Works through all pictures, some of them side by side; the first error in their order ends it. */
async function eachPicture(
  pictures: readonly Picture[],
  folder: string,
  signal: AbortSignal | undefined,
  work: (file: string, n: number) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < pictures.length; start += atOnce) {
    assertNotCancelled(signal, folder);
    const group = pictures.slice(start, start + atOnce);
    const results = await Promise.allSettled(group.map(({ file }, i) => work(file, start + i)));
    results.forEach((result, i) => {
      if (result.status === 'rejected') throw damaged(group[i]!.file, result.reason);
    });
  }
}

/** Whether a picture has no colours; only its header is read. @throws DomainError INVALID_FILE when it is of another format */
async function isGrey(file: string): Promise<boolean> {
  const { default: sharp } = await import('sharp');
  const { format, space } = await sharp(expandHome(file)).metadata();
  if (!pictureFormats.includes(format))
    throw fileError(file, 'byte 0', `it is a picture of the format ${format}; png, jpeg and webp are read.`);
  return space === 'b-w' || space === 'grey16';
}

async function readFolder(folder: string, context: ReadContext): Promise<Dataset> {
  const { side = defaultSide, signal, onProgress = () => {} } = context;
  const { classes, pictures } = await picturesOf(folder);
  let greyOnes = 0;
  await eachPicture(pictures, folder, signal, async (file) => {
    if (await isGrey(file)) greyOnes += 1;
  });
  const channels = greyOnes === pictures.length ? 1 : 3;
  const size = side * side * channels;
  const pixels = new Uint8Array(pictures.length * size);
  let read = 0;
  await eachPicture(pictures, folder, signal, async (file, n) => {
    pixels.set(await readPicture(expandHome(file), { side, channels }), n * size);
    read += 1;
    if (read % 100 === 0)
      onProgress({ fraction: read / pictures.length, message: `reading pictures, ${read} of ${pictures.length}` }); // prettier-ignore
  });
  const stem = basename(resolve(expandHome(folder)));
  return identifyDataset({
    kind: 'image',
    slug: slugOf(stem) || 'folder',
    name: truncateName(stem, 'folder'),
    shape: { height: side, width: side, channels },
    classes: classes.map((name, index) => ({ index, name })),
    sourceIds: pictures.map(({ file }) => relative(folder, file)),
    labels: Int32Array.from(pictures, ({ label }) => label),
    pixels,
  });
}

export const folder: DatasetFormat = {
  key: 'folder',
  usage: 'folder:DIR for pictures, one folder a class',
  source: 'files',
  takesSide: true,
  read: readFolder,
};
