import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { prepareImport } from '../../../worker/src/representations/prepare-import.ts';
import type { RepresentationSource } from '../../../worker/src/representations/sources/open-source.ts';
import { withFolders } from '../datasets/formats/dataset-folder.ts';
import { float32Npy, int64Npy, npyBytes, npzBytes } from './numpy-bytes.ts';

const folderOf = withFolders();

const [n, m, d] = [5, 3, 2];
/** [N, M, D], exact in bfloat16. */
const values = (seed: number): number[] =>
  Array.from({ length: n * m * d }, (_, i) => 1 + ((i * 7 + seed) % 13) / 8);
const [f, g] = [values(1), values(5)];
const index = [4, 2, 0, 1, 3];
const ids = ['e', 'c', 'a', 'b', 'ä'];
const letters = 'abcde';
const dataset = {
  slug: 'letters',
  datapoints: Array.from({ length: n }, (_, at) => ({
    index: at,
    contentHash: letters[at]!.repeat(64),
    class: at % 2,
    sourceId: at === 3 ? 'ä' : (letters[at] ?? null),
  })),
  classNames: [],
};

const prepare = (source: RepresentationSource) =>
  prepareImport({ source, scoring: { distance: 'l2', unitNorm: true }, confidence: 0.95, dataset }, () => {});

interface Tensor {
  dtype: string;
  shape: number[];
  data: Uint8Array;
}
const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** As the library writes it, with metadata and a padded header. */
function safetensors(tensors: Record<string, Tensor>): Buffer {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
    name,
    { dtype, shape, data_offsets: [end, (end += data.length)] },
  ]);
  const text = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) });
  const header = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, ...Object.values(tensors).map(({ data }) => data)]);
}

const float32 = (data: number[], shape = [n, m, d]): Tensor => ({ dtype: 'F32', shape, data: bytesOf(Float32Array.from(data)) }); // prettier-ignore
const bfloat16 = (data: number[]): Tensor => {
  const words = new Uint32Array(Float32Array.from(data).buffer);
  return { dtype: 'BF16', shape: [n, m, d], data: bytesOf(Uint16Array.from(words, (word) => word >>> 16)) };
};
const int64 = (data: number[]): Tensor => ({ dtype: 'I64', shape: [data.length], data: bytesOf(BigInt64Array.from(data, BigInt)) }); // prettier-ignore

const rowsOf = (data: number[]): number[][][] =>
  Array.from({ length: n }, (_, a) =>
    Array.from({ length: m }, (_, b) => data.slice((a * m + b) * d, (a * m + b + 1) * d)),
  );
type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];
const nested = (name: string, data: unknown[]): Column => ({ name, data, type: 'JSON' });

/** Parquet with several row groups; hyparquet-writer has no lists, so that nested ones are JSON, which is read as the same. */
const parquet = (columnData: Column[]): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));

describe('representations', () => {
  const npz = npzBytes({ f: float32Npy([n, m, d], f), g: float32Npy([n, m, d], g), index: int64Npy([n], index) }); // prettier-ignore
  const npy = (data: number[]): Uint8Array => float32Npy([n, m, d], data);

  it('give the same run from npz, npy, safetensors and Parquet', async () => {
    const folder = await folderOf({
      'r.npz': npz,
      'a.npy': npy(f),
      'b.npy': npy(g),
      'i.npy': int64Npy([n], index),
      'r.safetensors': safetensors({ f: float32(f), g: float32(g), index: int64(index) }),
      'half.safetensors': safetensors({ f: bfloat16(f), g: bfloat16(g), index: int64(index) }),
      'both.npy': float32Npy([2, n, m, d], [...f, ...g]),
      'mask.npy': npyBytes({ descr: '|b1', shape: [2, n], data: Uint8Array.from({ length: 2 * n }, (_, i) => Number(i < n)) }),
      'r.parquet': parquet([nested('f', rowsOf(f)), nested('g', rowsOf(g)), { name: 'index', data: index, type: 'INT32' }]),
      'flat.parquet': parquet([
        nested('f', rowsOf(f).map((row) => row.flat())),
        nested('g', rowsOf(g).map((row) => row.flat())),
        { name: 'id', data: ids, type: 'STRING' },
      ]),
    }); // prettier-ignore
    const at = (name: string): string => `${folder}/${name}`;
    const first = await prepare({ paths: [at('r.npz')] });
    expect(first).toMatchObject({ matchedBy: 'index', shape: { datapoints: n, views: m, dims: d } });
    expect(first.datapoints.map((datapoint) => datapoint.index)).toEqual(index);
    const others: RepresentationSource[] = [
      { paths: [at('a.npy'), at('b.npy')], arrays: { index: at('i.npy') } },
      { paths: [at('both.npy')], arrays: { mask: at('mask.npy'), index: at('i.npy') } },
      { paths: [at('r.safetensors')] },
      { paths: [at('half.safetensors')] },
      { paths: [at('r.parquet')] },
    ];
    for (const source of others) {
      const found = await prepare(source);
      expect([source.paths, found.contentHash]).toEqual([source.paths, first.contentHash]);
      expect(found.estimate.rows).toEqual(first.estimate.rows);
    }
    const flat = await prepare({ paths: [at('flat.parquet')], views: m });
    expect(flat.matchedBy).toBe('id');
    expect(flat.datapoints.map((datapoint) => datapoint.index)).toEqual([4, 2, 0, 1, 3]);
    expect(flat.scored.map(({ perDatapoint }) => perDatapoint)).toEqual(first.scored.map(({ perDatapoint }) => perDatapoint)); // prettier-ignore
  });

  const hole = rowsOf(f);
  hole[3]![1]![0] = null as never;
  const short = rowsOf(f);
  short[2]!.pop();
  it.each<[string, Record<string, string | Uint8Array>, Partial<RepresentationSource>, RegExp]>([
    ['one array alone', { 'f.npy': npy(f) }, {}, /f\.npy: it is a single NumPy array \(\.npy\); single arrays come as two files/],
    ['three arrays', { 'a.npy': npy(f), 'b.npy': npy(g), 'c.npy': npy(g) }, {}, /single arrays come as two files/],
    ['arrays of other lengths', { 'a.npy': npy(f), 'b.npy': float32Npy([n, m, 1], g.slice(0, n * m)) }, {}, /f is \[5, 3, 2\] and g is \[5, 3, 1\]/],
    ['an array cut short', { 'a.npy': npy(f), 'b.npy': npy(g).subarray(0, -3) }, {}, /b\.npy, byte \d+: the shape \(5, 3, 2\) needs \d+ bytes, the file has/],
    ['other files', { 'a.txt': 'x', 'b.npy': npy(g) }, {}, /a\.txt, byte 0: not a NumPy array/],
    ['a value that is missing', { 'r.parquet': parquet([nested('f', hole), nested('g', rowsOf(g))]) }, {}, /r\.parquet, row 4, column 'f': the value is missing/],
    ['views that are missing', { 'r.parquet': parquet([nested('f', short), nested('g', rowsOf(g))]) }, {}, /row 3, column 'f': the list has 2 values, and that of row 1 has 3/],
    ['flat lists', { 'r.parquet': parquet([nested('f', rowsOf(f).map((row) => row.flat()))]) }, {}, /column 'f': it holds lists of 6 numbers\. Say with --views/],
    ['views that do not divide', { 'r.parquet': parquet([nested('f', rowsOf(f).map((row) => row.flat()))]) }, { views: 4 }, /lists of 6 numbers cannot hold 4 views/],
    ['no g', { 'r.safetensors': safetensors({ f: float32(f) }) }, {}, /the array 'g' is missing.*It holds 'f'/],
    ['a tensor of another type', { 'r.safetensors': safetensors({ f: { ...float32(f), dtype: 'F8_E4M3' }, g: float32(g) }) }, {}, /array 'f': its type F8_E4M3 is not read/],
    ['a tensor that ends early', { 'r.safetensors': safetensors({ f: float32(f, [n, m, 3]), g: float32(g) }) }, {}, /array 'f': its shape \(5, 3, 3\) of F32 needs 180 bytes, and the header gives it 120/],
    ['a file cut short', { 'r.safetensors': safetensors({ f: float32(f), g: float32(g) }).subarray(0, -4) }, {}, /the tensors end at byte \d+, and the file has \d+/],
    ['a value that is not finite', { 'r.safetensors': safetensors({ f: float32(f.with(7, NaN)), g: float32(g) }) }, {}, /array 'f': .*datapoint 1/],
    ['an index that the dataset lacks', { 'r.safetensors': safetensors({ f: float32(f), g: float32(g), index: int64([0, 1, 2, 3, 9]) }) }, {}, /array 'index', datapoint 4: the dataset 'letters' has no datapoint 9/],
  ])('are refused with %s', async (_, files, more, reason) => {
    const folder = await folderOf(files);
    const paths = Object.keys(files).map((name) => `${folder}/${name}`);
    await expect(prepare({ paths, ...more })).rejects.toThrow(reason);
  }); // prettier-ignore
});
