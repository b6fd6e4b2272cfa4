import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { readScores } from '../../../../worker/src/imported/scores/read-scores.ts';
import type { ScoreColumnOptions } from '../../../../worker/src/imported/scores/score-columns.ts';
import { withFolders } from '../../datasets/formats/dataset-folder.ts';
import { float32Npy, int64Npy, npyBytes, npzBytes } from '../../representations/numpy-bytes.ts';

const folderOf = withFolders();

const hash = (letter: string): string => letter.repeat(64);

async function read(content: string | Uint8Array, columns?: ScoreColumnOptions, name = 's.csv') {
  return readScores(`${await folderOf({ [name]: content })}/${name}`, columns);
}

type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];
const parquet = (columnData: Column[]): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));

const csv = 'index,value,low,high,se\n4,1.5,1,2,0.25\n0,-0.5,-1,0,0.25\n2,,,,\n';
const expected = {
  count: 3,
  values: [1.5, -0.5, null],
  low: [1, -1, null],
  high: [2, 0, null],
  standardErrors: [0.25, 0.25, null],
  indices: [4, 0, 2],
  ids: null,
  hashes: null,
  ignored: [],
};

describe('a file of scores', () => {
  it.each<[string, string | Uint8Array]>([
    ['csv', csv],
    ['csv with BOM, semicolons, decimal commas and CRLF', `\ufeff${csv.replaceAll(',', ';').replaceAll('.', ',').replaceAll('\n', '\r\n')}`],
    ['tabs', csv.replaceAll(',', '\t')],
    ['gzipped csv', gzipSync(csv)],
    ['csv in UTF-16', Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from(csv, 'utf16le')])],
    [
      'Parquet of two row groups with nulls',
      parquet([
        { name: 'index', data: [4n, 0n, 2n], type: 'INT64' },
        { name: 'value', data: [1.5, -0.5, null], type: 'DOUBLE', nullable: true },
        { name: 'low', data: [1, -1, null], type: 'DOUBLE', nullable: true },
        { name: 'high', data: [2, 0, null], type: 'DOUBLE', nullable: true },
        { name: 'se', data: [0.25, 0.25, null], type: 'DOUBLE', nullable: true },
      ]),
    ],
  ])('gives scores, intervals and indices of %s', async (_, content) => {
    expect(await read(content)).toMatchObject(expected);
  });

  it('is an archive of NumPy too', async () => {
    const bytes = npzBytes({
      scores: float32Npy([2], [0.5, -2]),
      id: npyBytes({ descr: '<U2', shape: [2], data: Buffer.from('a\0\0\0\0\0\0\0b\0\0\0c\0\0\0', 'latin1') }),
      index: int64Npy([2], [7, 1]),
    });
    const scores = await read(bytes, {}, 's.npz');
    expect(scores).toMatchObject({ values: [0.5, -2], ids: ['a', 'bc'], indices: [7, 1], low: null });
    expect(scores.place('id', 1)).toBe("array 'id', datapoint 1");
  });

  it('keeps float64, and whole numbers of any type', async () => {
    expect((await read('value\n0.1234567890123\n-3e-12\n5\n')).values).toEqual([0.1234567890123, -3e-12, 5]);
  });

  it('has its only other column as scores, and says what it did not read', async () => {
    expect((await read('index,TracIn\n0,3\n')).values).toEqual([3]);
    const scores = await read('id,score,note\n"a\nb",1,x\n');
    expect([scores.ids, scores.values, scores.ignored]).toEqual([['a\nb'], [1], ['note']]);
    expect(scores.place('id', 0)).toBe("line 3, column 'id'");
  });

  it('takes columns that are named, and classes as numbers or names', async () => {
    const columns = { value: 'trak', hash: 'sha', label: 'kind' } as const;
    const scores = await read(`sha,trak,kind,value\n${hash('A')},2,cat,9\n`, columns);
    expect(scores).toMatchObject({
      values: [2],
      hashes: [hash('a')],
      labels: { classes: [0], names: ['cat'] },
      ignored: ['value'],
    });
    expect((await read('value,class\n1,3\n2,\n')).labels).toEqual({ classes: [3, null], names: null });
  });

  it.each<[string, string | Uint8Array, RegExp, ScoreColumnOptions?]>([
    ['text for a score', 'index,value\n0,1\n1,high\n', /s\.csv, line 3, column 'value': "high" is no finite number/],
    ['NaN', 'index,value\n0,1\n1,nan\n', /line 3, column 'value': "nan" is no finite number/],
    ['an infinite score', npzBytes({ value: float32Npy([2], [1, Infinity]) }), /array 'value', datapoint 1: it is Infinity, no finite number/],
    ['NaN in Parquet', parquet([{ name: 'value', data: [1, NaN], type: 'DOUBLE' }]), /row 2, column 'value': it is NaN/],
    ['a list for a score', parquet([{ name: 'value', data: [{ a: 1 }], type: 'JSON' }]), /row 1, column 'value': a list or structure is no finite number/],
    ['a broken index', 'index,value\n0.5,1\n', /line 2, column 'index': 0\.5 is no index/],
    ['a missing index', 'index,value\n,1\n', /line 2, column 'index': the index is missing/],
    ['a short hash', 'hash,value\nabc,1\n', /line 2, column 'hash': "abc" is no SHA-256 in 64/],
    ['a missing id', 'id,value\n,1\n', /line 2, column 'id': the id is missing/],
    ['one end of an interval', 'value,low,high\n1,0,\n', /line 2, column 'high': the interval has one end alone/],
    ['an interval upside down', 'value,low,high\n1,2,0\n', /line 2, column 'low': the interval runs from 2 down to 0/],
    ['a negative standard error', 'value,se\n1,-1\n', /line 2, column 'se': a standard error of -1 is below 0/],
    ['an interval without a score', 'value,low,high\n1,0,2\n,0,2\n', /line 3, column 'value': the score is missing, and its interval/],
    ['no score at all', 'index,value\n0,\n', /none of the 1 rows has a score/],
    ['no rows', 'index,value\n', /rows: it has none/],
    ['no names of columns', '0,1\n1,2\n', /line 1: it holds numbers, and should name the columns/],
    ['another number of fields', 'index,value\n0,1\n1\n', /line 3: .*Every row has as many fields/],
    ['no column of scores', 'index,a,b\n0,1,2\n', /--score is needed: name the column of the scores\. It has 'index', 'a', 'b'/],
    ['two of them', 'value,score\n0,1\n', /--score is needed: 'value', 'score' could all be meant/],
    ['a name that it lacks', 'value,a\n0,1\n', /--score names 'valeu', which it does not have \(the nearest is 'value'\)/, { value: 'valeu' }],
    ['one end of all intervals', 'value,low\n0,1\n', /--high is needed: it has one end/],
    ['arrays of other lengths', npzBytes({ value: float32Npy([2], [1, 2]), index: int64Npy([3], [0, 1, 2]) }), /array 'index', shape: it has the shape \(3\), and there are 2/],
    ['a single array', float32Npy([2], [1, 2]), /byte 0: it is a single NumPy array/],
    ['a cut archive', npzBytes({ value: float32Npy([2], [1, 2]) }).subarray(0, 60), /not a readable \.npz archive/],
    ['a cut Parquet file', parquet([{ name: 'value', data: [1, 2], type: 'DOUBLE' }]).subarray(0, 40), /no Parquet file, or cut short/],
    ['another encoding', Buffer.from('id,value\ncaf\xe9,1\n', 'latin1'), /s\.csv, line 2: the text is not UTF-8/],
    ['a cut gzip file', gzipSync(csv.repeat(99)).subarray(0, 50), /\(unpacked\), byte \d+: .* cut short/],
  ])('is refused with %s', async (_, content, reason, columns) => {
    await expect(read(content, columns)).rejects.toThrow(reason);
    await expect(read(content, columns)).rejects.toMatchObject({
      code: expect.stringMatching(/^INVALID_(FILE|ARGUMENT|SCORE_INPUT)$/) as string,
    });
  });
}); // prettier-ignore
