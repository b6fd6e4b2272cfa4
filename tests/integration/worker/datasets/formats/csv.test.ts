import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import type { TableOptions } from '../../../../../worker/src/datasets/tables/table-options.ts';
import { withFolder } from './idx-files.ts';

const folder = withFolder();
let written = 0;

async function read(text: string | Buffer, table: TableOptions = {}) {
  const path = await folder.write(`table-${written++}.csv`, Buffer.from(text));
  return readDataset(`csv:${path}`, { table });
}

describe('a table of text', () => {
  it('becomes vectors with labels by name, ids, and float32 values', async () => {
    const dataset = await read('id,a,b,Label\np1,1,2.5,cat\np2,-3e2,.5,ant\np3,+4,7.,\n');
    expect(dataset).toMatchObject({
      kind: 'vector',
      shape: { height: 1, width: 2, channels: 1 },
      classes: [
        { index: 0, name: 'ant' },
        { index: 1, name: 'cat' },
      ],
      sourceIds: ['p1', 'p2', 'p3'],
    });
    expect(dataset.pixels).toEqual(Float32Array.of(1, 2.5, -300, 0.5, 4, 7));
    expect(Array.from(dataset.labels)).toEqual([1, 0, -1]);
  });

  const plain = 'a,b,y\n1.5,2,0\n3,4,2\n';
  it.each<[string, string | Buffer]>([
    ['with a byte order mark', `\ufeff${plain}`],
    ['in UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['with semicolons', plain.replaceAll(',', ';')],
    ['with semicolons and decimal commas', plain.replaceAll(',', ';').replaceAll('.', ',')],
    ['with tabs and lines of Windows', plain.replaceAll(',', '\t').replaceAll('\n', '\r\n')],
    ['with quotes and spaces', '"a", b,"y"\n"1.5",  2,0\n\n3,"4",2'],
    ['packed by gzip', gzipSync(plain)],
    ['with labels as decimals', plain.replace(',0\n', ',0.0\n').replace(',2\n', ',2.0\n')],
  ])('is read %s', async (_, text) => {
    const dataset = await read(text);
    expect(dataset.pixels).toEqual(Float32Array.of(1.5, 2, 3, 4));
    expect(Array.from(dataset.labels)).toEqual([0, 2]);
    expect(dataset.classes).toEqual([
      { index: 0, name: '0' },
      { index: 2, name: '2' },
    ]);
  });

  it('without a header numbers its columns from 1', async () => {
    const dataset = await read('5,1,2\n6,3,4\n', { label: '1' });
    expect(dataset.pixels).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(Array.from(dataset.labels)).toEqual([5, 6]);
  });

  it.each([
    ['0', '0,1,2,3'],
    ['1', '1,2,3,4'],
  ])('takes a first line that counts from %s for names, as pandas writes them', async (_, names) => {
    const dataset = await read(`${names}\n5,6,7,8\n1,2,3,5\n`);
    expect(dataset.pixels).toEqual(Float32Array.of(5, 6, 7, 8, 1, 2, 3, 5));
    expect((await read('0,1\n5,6\n')).pixels).toEqual(Float32Array.of(0, 1, 5, 6));
  });

  it.each([
    ['without a name, as pandas writes it', '', 0],
    ['without a name, as R writes it', '""', 1],
    ['that pandas read without a name', 'Unnamed: 0', 0],
  ])('leaves out numbers of its rows in a first column %s', async (_, name, start) => {
    const dataset = await read(`${name},a,b\n${start},5,6\n${start + 1},7,8\n`);
    expect(dataset.pixels).toEqual(Float32Array.of(5, 6, 7, 8));
    await expect(read(`${name},a,b\n${start},5,6\n7,7,8\n`)).rejects.toThrow(
      /line 3, column 1: it has no name and does not count the rows \('7'\)\. Give it a name/,
    );
  });

  it('holds series of several channels, step by step', async () => {
    const dataset = await read('t0x,t0y,t1x,t1y,t2x,t2y\n1,2,3,4,5,6\n', { kind: 'series', shape: [3, 2] });
    expect(dataset).toMatchObject({ kind: 'series', shape: { height: 1, width: 3, channels: 2 } });
  });

  it('holds images as whole numbers, or as fractions', async () => {
    const whole = await read('y,a,b,c,d\n1,0,255,51,7\n', { kind: 'image', shape: [2, 2] });
    expect(whole).toMatchObject({ kind: 'image', shape: { height: 2, width: 2, channels: 1 }, pixels: Uint8Array.of(0, 255, 51, 7) }); // prettier-ignore
    const fractions = await read('a,b\n0,1\n0.2,0.5\n', { kind: 'image', shape: [1, 2] });
    expect(fractions.pixels).toEqual(Uint8Array.of(0, 255, 51, 128));
  });

  it('holds texts with quoted line breaks', async () => {
    const dataset = await read('text,label\n"Buy now, ""friend""\nbuy",spam\nhello,ham\n', { kind: 'text' });
    expect(dataset.texts).toEqual(['Buy now, "friend"\nbuy', 'hello']);
    expect(dataset.shape.width).toBe(2048);
    const [first, second] = [dataset.pixels.subarray(0, 2048), dataset.pixels.subarray(2048)];
    // Twice "buy", once "now" and "friend".
    const length = Math.sqrt(Math.log(3) ** 2 + 2 * Math.log(2) ** 2);
    const values = Array.from(first).filter((value) => value > 0).sort(); // prettier-ignore
    expect(values).toHaveLength(3);
    expect(values[2]).toBeCloseTo(Math.log(3) / length, 6);
    expect(Math.hypot(...first)).toBeCloseTo(1, 6);
    expect(second.filter((value) => value > 0)).toEqual(Float32Array.of(1));
  });

  it('is standardized column by column where asked, in double precision', async () => {
    const dataset = await read('a,b,c\n1000001,5,1\n1000003,5,2\n1000005,5,6\n', { standardize: true });
    const column = (at: number) => [0, 1, 2].map((n) => dataset.pixels[3 * n + at]!);
    expect(column(0).map((value) => Number(value.toFixed(5)))).toEqual([-1.22474, 0, 1.22474]);
    expect(column(1)).toEqual([0, 0, 0]);
    expect(column(2).reduce((a, b) => a + b)).toBeCloseTo(0, 6);
  });

  it.each<[string, string, TableOptions, RegExp]>([
    ['NaN', 'a,b\n1,2\n3,NaN\n', {}, /line 3, column 'b': 'NaN' is no number/],
    ['infinity', 'a,b\n1,inf\n', {}, /line 2, column 'b': 'inf' is no number/],
    ['a hexadecimal number', 'a,b\n1,0x10\n', {}, /line 2, column 'b'/],
    ['a number beyond float32', 'a,b\n1,1e39\n', {}, /line 2, column 'b': 1e39 is too large/],
    ['a missing value', 'a,b\n1,\n', {}, /line 2, column 'b': the value is missing/],
    ['a word', 'a,b\n1,x\n', {}, /line 2, column 'b': 'x' is no number. Name a column of labels/],
    ['a line too short, after one with a line break', 'a,b,id\n1,2,"x\ny"\n3,4\n', {}, /line 4: .*fields/],
    ['a quote without end', 'a,b\n"1,2\n', {}, /line \d: .*[Qq]uote/],
    ['no rows', 'a,b\n', {}, /rows: it has none/],
    ['nothing', '', {}, /line 1: the file is empty/],
    ['two columns of one name', 'a,a\n1,2\n', {}, /two columns have the name 'a'/],
    [
      'a column that it lacks',
      'a,b,kind\n1,2,x\n',
      { label: 'kinds' },
      /--label names 'kinds', which it does not have \(the nearest is 'kind'\)/,
    ],
    [
      'two columns of usual names',
      'a,y,class\n1,2,3\n',
      {},
      /--label is needed: 'y', 'class' could all be meant/,
    ],
    [
      'another number of values than a shape',
      'a,b\n1,2\n',
      { kind: 'image', shape: [2, 2] },
      /--shape has 2 × 2 = 4 values/,
    ],
    ['images without a shape', 'a,b\n1,2\n', { kind: 'image' }, /Say how its values lie with --shape/],
    ['values that no image has', 'a,b\n-1,2\n', { kind: 'image', shape: [1, 2] }, /they run from -1 to 2/],
    ['only labels', 'y\n1\n', {}, /no column of values/],
  ])('is refused with %s', async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(message);
    await expect(read(text, options)).rejects.toMatchObject({
      code: expect.stringMatching(/^INVALID_(FILE|ARGUMENT)$/) as string,
    });
  });

  it('is refused when it is not there, or damaged', async () => {
    await expect(readDataset(`csv:${folder.path}/none.csv`)).rejects.toThrow(/There is no file .*none\.csv/);
    await expect(read(gzipSync('1,2\n'.repeat(999)).subarray(0, 40))).rejects.toThrow(
      /\(unpacked\), byte \d+: .* the gzip file is cut short/,
    );
  });
});
