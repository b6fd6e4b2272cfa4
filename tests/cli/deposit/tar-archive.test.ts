import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreFilesOf } from '../../../cli/src/deposit/score-files.ts';
import { isTarName, tarOf } from '../../../cli/src/deposit/tar-archive.ts';
import { writeArchive } from '../../../cli/src/deposit/write-archive.ts';

let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'engram-tar-'));
});
afterAll(() => rmSync(place, { recursive: true }));

/** Writes the files of 30 runs, of all sizes around those of blocks. */
async function write(folder: string) {
  execFileSync('mkdir', [folder]);
  const names = Array.from({ length: 30 }, (_, run) => Object.values(scoreFilesOf(run))).flat();
  const files = [...names, 'SHA256SUMS', 'README.md'].map((name, at) => {
    const content = name.repeat(at).slice(0, at % 7 === 0 ? 512 : undefined);
    writeFileSync(join(folder, name), content);
    return { name, sha256: '', sizeBytes: Buffer.byteLength(content) };
  });
  return { files };
}

describe('a deposit of 30 runs as one file', () => {
  it('is unpacked by tar into a folder of its name, byte by byte', async () => {
    const target = join(place, 'digits.tar');
    const { files } = await writeArchive(target, write);
    expect(files).toHaveLength(92);
    expect(readdirSync(place)).toEqual(['digits.tar']);
    execFileSync('tar', ['-xf', target, '-C', place]);
    const plain = join(place, 'plain');
    await write(plain);
    expect(readdirSync(join(place, 'digits')).toSorted()).toEqual(files.map(({ name }) => name).toSorted());
    for (const { name } of files)
      expect(readFileSync(join(place, 'digits', name)).equals(readFileSync(join(plain, name))), name).toBe(
        true,
      );
    const listed = execFileSync('tar', ['-tvf', target], { encoding: 'utf8' });
    expect(listed).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1980-01-01 \d\d:\d\d digits\/README.md$/m);
  });

  it('is not written over another file, nor in part', async () => {
    writeFileSync(join(place, 'there.tar'), 'x');
    await expect(writeArchive(join(place, 'there.tar'), write)).rejects.toMatchObject({ code: 'CONFLICT' });
    const failing = async (folder: string) => {
      await write(folder);
      throw new Error('no luck');
    };
    const before = readdirSync(place);
    await expect(writeArchive(join(place, 'never.tar'), failing)).rejects.toThrow('no luck');
    expect(readdirSync(place)).toEqual(before);
  });

  it('holds the size of a file of 9 GB as programs of today read it', async () => {
    const header = await tarOf(place, [{ name: 'there.tar', sizeBytes: 9e9 }], 'x').next();
    const bytes = Buffer.from(header.value as Uint8Array);
    expect([bytes[124], Number(bytes.readBigUInt64BE(128))]).toEqual([0x80, 9e9]);
  });

  it.each([
    ['a.tar', true],
    ['x/a.TAR', true],
    ['.tar', false],
    ['tar', false],
    ['a.tar.gz', false],
  ])('%s asks for one: %s', (name, is) => {
    expect(isTarName(name)).toBe(is);
  });

  it('has a name that a folder can have, and is not written when it is stopped', async () => {
    for (const name of ['..tar', '...tar', `${'漢'.repeat(52)}.tar`])
      await expect(writeArchive(join(place, name), write)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    const stopped = writeArchive(join(place, 'stopped.tar'), write, AbortSignal.abort());
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(place).filter((name) => /stopped|engram/.test(name))).toEqual([]);
  });
});
