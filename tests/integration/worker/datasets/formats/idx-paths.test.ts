import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import { gzip, idxBytes, images, labels, validImages, validLabels, withFolder } from './idx-files.ts';

const folder = withFolder();
const files = async (a: string, b: string): Promise<[string, string]> => [
  await folder.write(a, validImages()),
  await folder.write(b, validLabels()),
];
const reason = async (spec: string): Promise<string> =>
  readDataset(spec).then(
    () => 'read',
    (error: Error & { code: string }) => `${error.code}: ${error.message}`,
  );

/** Waits until this process has opened a file. */
async function untilOpened(path: string): Promise<void> {
  const opened = (): string[] =>
    readdirSync('/proc/self/fd').map((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`);
      } catch {
        return 'closed meanwhile';
      }
    });
  await expect.poll(opened, { timeout: 60_000 }).toContain(path);
}

describe('the files of idx:', () => {
  it('may be images alone: no datapoint has a class', async () => {
    const dataset = await readDataset(`idx:${await folder.write('alone', validImages())}`);
    expect([...dataset.labels]).toEqual([-1, -1, -1, -1, -1, -1]);
    expect(dataset.classes).toEqual([]);
  });

  it('may have commas in their names', async () => {
    const [a, b] = await files('train,images', 'labels,train');
    expect([...(await readDataset(`idx:${a},${b}`)).labels]).toEqual([...labels()]);
    expect((await readDataset(`idx:${a}`)).classes).toEqual([]);
    await files('one', 'two');
    await folder.write('one,two', validImages());
    const relativeTo = (name: string): string => relative(process.cwd(), join(folder.path, name));
    expect(await reason(`idx:${relativeTo('one')},${relativeTo('two')}`)).toBe('read');
    await mkdir(join(folder.path, 'x,y'));
    const inside = await folder.write('x,y/images', validImages());
    expect(await reason(`idx:${inside},${b}`)).toBe('read');
  });

  it('that can be read in two ways are refused', async () => {
    await folder.write('p', validImages());
    await folder.write('q', validLabels());
    await folder.write('p,q', validImages());
    const before = process.cwd();
    process.chdir(folder.path);
    try {
      expect(await reason('idx:p,q')).toMatch(
        /^INVALID_ARGUMENT: idx:p,q: the commas can be read in several ways/,
      );
    } finally {
      process.chdir(before);
    }
  });

  it('may begin with ~ in both places', async () => {
    const [a, b] = await files('home-a', 'home-b');
    const fromHome = (path: string): string => `~/${relative(homedir(), path)}`;
    expect((await readDataset(`idx:${fromHome(a)},${fromHome(b)}`)).labels).toHaveLength(6);
  });

  it('may be pipes, gzipped or not, also when the writer comes late', async () => {
    const [a, b] = [join(folder.path, 'pipe-a'), join(folder.path, 'pipe-b')];
    execFileSync('mkfifo', [a, b]);
    const reading = readDataset(`idx:${a},${b}`);
    await untilOpened(a);
    await Promise.all([writeFile(a, gzip(validImages())), writeFile(b, validLabels())]);
    expect((await reading).pixels).toEqual(images());
  });

  it('stop at a signal, also a pipe without a writer', async () => {
    const pipe = join(folder.path, 'silent');
    execFileSync('mkfifo', [pipe]);
    const abort = new AbortController();
    const reading = readDataset(`idx:${pipe}`, { signal: abort.signal });
    const stopped = expect(reading).rejects.toThrow();
    await untilOpened(pipe);
    abort.abort();
    await stopped;
  });

  it('may have labels of other whole numbers, and refuses fractions and labels below −1', async () => {
    const a = await folder.write('wide', validImages());
    const bytes = Buffer.alloc(24);
    [5, -1, 70_000, 5, 5, 5].forEach((value, n) => bytes.writeInt32BE(value, 4 * n));
    const dataset = await readDataset(`idx:${a},${await folder.write('int32', idxBytes([6], bytes, 0x0c))}`);
    expect([...dataset.labels]).toEqual([5, -1, 70_000, 5, 5, 5]);
    expect(dataset.classes.map(({ index }) => index)).toEqual([5, 70_000]);
    bytes.writeInt32BE(-2, 8);
    expect(await reason(`idx:${a},${await folder.write('minus', idxBytes([6], bytes, 0x0c))}`)).toMatch(
      /the label of datapoint 2 is -2/,
    );
    expect(await reason(`idx:${a},${await folder.write('floats', idxBytes([6], bytes, 0x0d))}`)).toMatch(
      /the label of datapoint 0 is 7\.0\d+e-45; labels are whole numbers/,
    );
  });
});

describe('a file that cannot be read is refused with the true cause', () => {
  it.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ['not there', async () => {}, /There is no file .*\/it; check the path/],
    ['a folder', (path) => mkdir(path), /it is a folder/],
    [
      'a link to nothing',
      (path) => symlink('/nowhere/at-all', path),
      /symbolic link to \/nowhere\/at-all, which does not exist/,
    ],
    ['a link in a circle', (path) => symlink(path, path), /links lead in a circle/],
    [
      'a socket',
      (path) => new Promise<void>((resolve) => void createServer().listen(path, resolve).unref()),
      /socket/,
    ],
  ])('when it is %s', async (what, make, expected) => {
    const path = join(folder.path, what.replaceAll(' ', '-'), 'it');
    await mkdir(join(path, '..'));
    await make(path);
    expect(await reason(`idx:${path},${path}`)).toMatch(expected);
  });

  it('when a part of its path is a file, its name is too long, or its folder is missing', async () => {
    const file = await folder.write('plain', validImages());
    const under = (name: string): string => join(folder.path, name);
    expect(await reason(`idx:${file}/x,${file}`)).toMatch(/a part of the path is a file/);
    expect(await reason(`idx:${under('n'.repeat(300))},${file}`)).toMatch(
      /longer than the file system allows/,
    );
    expect(await reason(`idx:${under('none/x')},${file}`)).toMatch(/and no folder .*none;/);
    expect(await reason(`idx:/dev/fd/987,${file}`)).toMatch(/does not have the pipe open/);
    expect(await reason(`idx:a\0b,${file}`)).toMatch(/NUL character/);
  });

  it('when this user may not read it', async () => {
    const file = await folder.write('secret', validImages());
    await chmod(file, 0);
    const isRoot = process.getuid!() === 0;
    if (isRoot) process.seteuid!(65_534);
    try {
      await chmodIfOwner(folder.path);
      expect(await reason(`idx:${file},${file}`)).toMatch(/permission denied/);
    } finally {
      if (isRoot) process.seteuid!(0);
    }
  });
});

/** A temporary folder belongs to its owner alone: which of the two is refused does not matter. */
const chmodIfOwner = async (path: string): Promise<void> => chmod(path, 0o755).catch(() => {});
