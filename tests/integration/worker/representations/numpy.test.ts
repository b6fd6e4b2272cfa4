import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareImport, type PreparedImport } from '../../../../worker/src/representations/prepare-import.ts';
import { pythonWith } from '../../../helpers/python.ts';

const python = pythonWith('numpy');
const folder = mkdtempSync(join(tmpdir(), 'engram-numpy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): Promise<PreparedImport> =>
  prepareImport(
    {
      source: { paths: [join(folder, `${name}.npz`)] },
      scoring: { distance: 'l2', unitNorm: true },
      confidence: 0.95,
      dataset: null,
    },
    () => {},
  );

/** What the reasons say, by the name of the file. */
const reasons: Record<string, RegExp> = {
  objects: /array 'f'.*Python objects.*never loaded/,
  structured: /array 'f'.*structured/,
  text: /array 'f'.*type '<U1' is not read here: it holds text/,
  complex: /complex/,
  'long double': /precision that differs from machine to machine/,
  dates: /dates/,
  void: /raw bytes without a type/,
  'contradicting labels': /'labels' and 'y' differ at datapoint 0 \(0 and -1\)/,
  'one-hot': /array 'labels': its shape is \[6, 3\].*argmax/,
  'nan label': /array 'labels', datapoint 1: NaN is not a whole number/,
  'huge label': /array 'labels', datapoint 0: 9223372036854776000 is not a whole number/,
  'scalar label': /array 'labels': it has 1 values for 6 datapoints/,
  empty: /there are no datapoints/,
  'no dimension': /no dimension/,
  nan: /array 'f': datapoint 0, view 0, dimension 2: the representation is NaN/,
  infinite: /array 'g': datapoint 0, view 0, dimension 2: the representation is Infinity/,
  'zero vector': /array 'f': datapoint 4, view 0: the representation is zero/,
  'datapoints differ': /f is \[6, 3, 4\] and g is \[5, 3, 4\]/,
  'views differ': /f is \[6, 3, 4\] and g is \[6, 2, 4\]/,
  'one index twice': /array 'index': 2 names two datapoints/,
  positional: /the array 'f' is missing.*It holds 'arr_0', 'arr_1'/,
  'upper and mixed': /unclear which of the arrays 'Encoders' and 'ENCODERS'/,
  single: /a single NumPy array \(\.npy\)/,
  bzip2: /array 'f', byte 0: it is compressed by bzip2 \(method 12\)/,
  lzma: /compressed by LZMA \(method 14\)/,
  folder: /the array 'f' is missing.*It holds 'run\/f'/,
  twice: /holds 'f' twice/,
  'same member twice': /holds 'f' twice/,
  cut: /byte \d+: not a readable \.npz archive/,
  'cut early': /its directory, which lies at the end, is missing: the file is cut short/,
  pickle: /a Python pickle, which is never loaded/,
  'empty file': /the file is empty/,
  gzip: /it is a gzip file\. Unpack it with gunzip first/,
  encrypted: /array 'f', byte 0: it is encrypted/,
  'negative shape': /its shape \(-6, 3, -4\) is none/,
  'huge shape': /needs more bytes than any file has/,
  'long shape': /the shape \(1099511627776, 3, 4\) needs \d+ bytes, the file has \d+/,
  'code in header': /no Python dictionary/,
  'header of 4 GB': /its header is 4294967295 bytes long/,
  'nested header': /no Python dictionary: it is nested too deeply/,
};

describe.skipIf(!python)('archives as NumPy writes them', () => {
  if (!python) return;
  const writer = fileURLToPath(new URL('./write-archives.py', import.meta.url));
  execFileSync(python, [writer, folder]);
  const names = readdirSync(folder).map((file) => file.replace(/\.npz$/, ''));
  const refused = names.filter((name) => name.startsWith('refused '));
  const taken = names.filter((name) => !name.startsWith('refused '));

  it.each(taken)('%s is read, with the same scores', async (name) => {
    const expected = await read('plain');
    const found = await read(name);
    expect(found.shape).toEqual(expected.shape);
    expect(found.scored).toEqual(expected.scored);
    expect(found.masks).toEqual(expected.masks);
    expect(found.datapoints).toEqual(expected.datapoints);
    expect(found.datapoints.map((datapoint) => datapoint.class)).toEqual([0, 1, 2, 0, 1, null]);
    expect(found.contentHash).toBe(expected.contentHash);
  });

  it.each(refused)('%s, with its true reason', async (name) => {
    const error: unknown = await read(name).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'DomainError', code: expect.stringMatching(/^INVALID_/) as string });
    expect((error as Error).message).toMatch(reasons[name.slice('refused '.length)]!);
  });

  it('has a reason for each that is refused', () => {
    expect(refused.map((name) => name.slice('refused '.length)).sort()).toEqual(Object.keys(reasons).sort());
  });
});
