import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { prepareImport } from '../../../../worker/src/representations/prepare-import.ts';
import { float32Npy, npyBytes } from '../../../worker/representations/numpy-bytes.ts';
import { zipBytes, type ZipEntry } from '../../../worker/representations/zip-bytes.ts';
import { withFolder } from '../datasets/formats/idx-files.ts';

const folder = withFolder();
const read = (path: string) =>
  prepareImport(
    {
      source: { paths: [path] },
      scoring: { distance: 'l2', unitNorm: true },
      confidence: 0.95,
      dataset: null,
    },
    () => {},
  );
const refusal = async (path: string): Promise<string> =>
  read(path).then(
    () => 'read',
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );
const archive = (name: string, entries: readonly ZipEntry[]): Promise<string> =>
  folder.write(name, zipBytes(entries));

const good = float32Npy([2, 2, 2], [1, 0, 1, 0, 0, 2, 0, 2]);
const pair: ZipEntry[] = [
  { name: 'f.npy', data: good },
  { name: 'g.npy', data: good },
];
/** 64 MiB of zeros, packed into 64 KiB. */
const zeros = npyBytes({ descr: '<f4', shape: [16, 1024, 1024], data: new Uint8Array(64 * 2 ** 20) });

describe('an archive that is not what it says', () => {
  it('is read when it is sound', async () => {
    expect(await refusal(await archive('sound', pair))).toBe('read');
  });

  it.each<[string, ZipEntry[], RegExp]>([
    [
      'a member that unpacks to more than announced',
      [
        {
          name: 'f.npy',
          data: good,
          packed: deflateRawSync(Buffer.concat([good, Buffer.alloc(64 * 2 ** 20)])),
        },
        pair[1]!,
      ],
      /'f', byte 160: it unpacks to more than the 160 bytes that the archive announces/,
    ],
    [
      'a member that unpacks to less',
      [{ name: 'f.npy', data: good, packed: deflateRawSync(good.subarray(0, 150)) }, pair[1]!],
      /'f', byte 150: it ends after 150 of the 160 bytes/,
    ],
    [
      'compressed data that was cut',
      [{ name: 'f.npy', data: good, packed: deflateRawSync(good).subarray(0, -4) }, pair[1]!],
      /'f', byte \d+: (its compressed data is cut short|it ends after)/,
    ],
    [
      'compressed data that is none',
      [{ name: 'f.npy', data: good, packed: Buffer.alloc(100, 0xff) }, pair[1]!],
      /'f', byte 0: its compressed data was damaged/,
    ],
    [
      'a wrong checksum',
      [{ name: 'f.npy', data: good, crc: 1 }, pair[1]!],
      /'f', byte 0: its checksum differs/,
    ],
    [
      'labels of 4 GB',
      [...pair, { name: 'labels.npy', data: good, bytes: 0xfffffff0 }],
      /'labels', byte 160: it ends after 160 of the 4294967280 bytes/,
    ],
    [
      'zeros, tightly packed',
      [
        { name: 'f.npy', data: zeros },
        { name: 'g.npy', data: zeros },
      ],
      /datapoint 0, view 0: the representation is zero/,
    ],
    [
      'a single empty member',
      [{ name: 'f.npy', data: new Uint8Array(0) }, pair[1]!],
      /'f', byte 0: not a NumPy array/,
    ],
    ['no member', [], /the array 'f' is missing.*It holds none/],
  ])('%s: refused with the true reason', async (name, entries, reason) => {
    expect(await refusal(await archive(name.replaceAll(' ', '-'), entries))).toMatch(reason);
  });

  it('takes no memory for what it announces', async () => {
    const shape = [2 ** 20, 2 ** 10, 2 ** 10];
    const path = await archive('huge', [
      { name: 'f.npy', data: npyBytes({ descr: '<f4', shape, data: new Uint8Array(64) }) },
      pair[1]!,
    ]);
    const before = process.memoryUsage().rss;
    expect(await refusal(path)).toMatch(
      /'f', byte \d+: the shape \(1048576, 1024, 1024\) needs \d+ bytes, the file has/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 2 ** 20);
  });
});

describe('a path that is no archive', () => {
  it.each<[string, (path: string) => unknown, RegExp]>([
    ['nothing', () => {}, /^NOT_FOUND: There is no file .*nothing; check the path/],
    ['folder', (path) => mkdir(path), /^INVALID_FILE: .*folder cannot be read: it is a folder/],
    [
      'pipe',
      (path) => execFileSync('mkfifo', [path]),
      /^INVALID_FILE: .*pipe is a pipe, not a file.*Save it to a file first/,
    ],
    ['link', (path) => symlink('/nowhere/at-all', path), /^NOT_FOUND: .*symbolic link to \/nowhere\/at-all/],
    [
      'text',
      (path) => writeFile(path, 'not a zip archive'),
      /not a readable \.npz archive: it is no zip archive/,
    ],
  ])('%s: says so', async (name, make, reason) => {
    const path = join(folder.path, name);
    await make(path);
    expect(await refusal(path)).toMatch(reason);
  });
});
