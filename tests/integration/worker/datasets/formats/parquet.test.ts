import {
  Binary, Field, FixedSizeList, Float16, Float32, Float64, Int64, List, Table, tableToIPC, Uint8, Utf8, vectorFromArray,
  type DataType, type Vector,
} from 'apache-arrow'; // prettier-ignore
import { Compression, Table as WasmTable, writeParquet, WriterPropertiesBuilder } from 'parquet-wasm';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import type { TableOptions } from '../../../../../worker/src/datasets/tables/table-options.ts';
import { withFolder } from './idx-files.ts';

const folder = withFolder();
let written = 0;

interface Writing {
  compression?: Compression;
  rowGroup?: number;
}

async function read(
  columns: Record<string, Vector>,
  table: TableOptions = {},
  { compression = Compression.ZSTD, rowGroup = 2 }: Writing = {},
) {
  const properties = new WriterPropertiesBuilder()
    .setCompression(compression)
    .setMaxRowGroupSize(rowGroup)
    .build();
  const bytes = writeParquet(WasmTable.fromIPCStream(tableToIPC(new Table(columns), 'stream')), properties);
  return readDataset(`parquet:${await folder.write(`table-${written++}.parquet`, Buffer.from(bytes))}`, {
    table,
  });
}

const listOf = (type: DataType): List => new List(new Field('item', type, true));
const numbers = vectorFromArray([1.5, -2, 3, 4, 5], new Float64());

it.each([
  ['zstd', Compression.ZSTD],
  ['snappy', Compression.SNAPPY],
  ['gzip', Compression.GZIP],
  ['brotli', Compression.BROTLI],
  ['lz4', Compression.LZ4_RAW],
  ['no', Compression.UNCOMPRESSED],
])('columns of numbers are read from several row groups with %s compression', async (_, compression) => {
  const dataset = await read(
    {
      a: numbers,
      b: vectorFromArray([10n, 20n, 30n, 40n, 50n], new Int64()),
      label: vectorFromArray(['x', 'y', 'x', null, 'z'], new Utf8()),
      id: vectorFromArray(['p1', 'p2', 'p3', 'p4', 'p5'], new Utf8()),
    },
    {},
    { compression },
  );
  expect(dataset).toMatchObject({
    kind: 'vector',
    shape: { width: 2 },
    sourceIds: ['p1', 'p2', 'p3', 'p4', 'p5'],
  });
  expect(dataset.pixels).toEqual(Float32Array.of(1.5, 10, -2, 20, 3, 30, 4, 40, 5, 50));
  expect(Array.from(dataset.labels)).toEqual([0, 1, 0, -1, 2]);
});

it('FLOAT16 and lists are read', async () => {
  const half = vectorFromArray(
    [0.5, -2, 1024].map((value) => value),
    new Float16(),
  );
  expect((await read({ half })).pixels).toEqual(Float32Array.of(0.5, -2, 1024));
  const rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]; // prettier-ignore
  const flat = Float32Array.from(rows.flat());
  expect((await read({ x: vectorFromArray(rows, listOf(new Float32())) })).pixels).toEqual(flat);
  const fixed = new FixedSizeList(3, new Field('item', new Float32(), true));
  expect(await read({ x: vectorFromArray(rows, fixed) })).toMatchObject({
    kind: 'vector',
    shape: { width: 3 },
    pixels: flat,
  });
  const nested = vectorFromArray([[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]], listOf(listOf(new Float32()))); // prettier-ignore
  expect(await read({ x: nested })).toMatchObject({ kind: 'series', shape: { width: 3, channels: 2 } });
  const pixels = vectorFromArray([[[0, 255], [51, 102]]], listOf(listOf(new Uint8()))); // prettier-ignore
  expect(await read({ x: pixels }, { kind: 'image' })).toMatchObject({
    kind: 'image',
    pixels: Uint8Array.of(0, 255, 51, 102),
  });
});

it('the names of classes that a program wrote beside the columns come along, and its numbers of rows do not', async () => {
  const note = { info: { features: { label: { _type: 'ClassLabel', names: ['ant', 'bee', 'cat'] } } } };
  const columns = {
    a: vectorFromArray([1, 2, 3], new Float32()),
    label: vectorFromArray([2n, 0n, -1n], new Int64()),
    __index_level_0__: vectorFromArray([17n, 3n, 8n], new Int64()),
  };
  const properties = new WriterPropertiesBuilder()
    .setKeyValueMetadata(new Map([['huggingface', JSON.stringify(note)]]))
    .build();
  const bytes = writeParquet(WasmTable.fromIPCStream(tableToIPC(new Table(columns), 'stream')), properties);
  const path = await folder.write('named.parquet', Buffer.from(bytes));
  const dataset = await readDataset(`parquet:${path}`);
  expect(dataset.classes).toEqual([
    { index: 0, name: 'ant' },
    { index: 2, name: 'cat' },
  ]);
  expect(Array.from(dataset.labels)).toEqual([2, 0, -1]);
  expect(dataset.pixels).toEqual(Float32Array.of(1, 2, 3));
  const ids = await readDataset(`parquet:${path}`, { table: { id: '__index_level_0__' } });
  expect(ids.sourceIds).toEqual(['17', '3', '8']);
});

it('texts are read from a column of their own', async () => {
  const dataset = await read(
    { n: vectorFromArray([1, 2], new Float32()), text: vectorFromArray(['hello', 'you'], new Utf8()) },
    { kind: 'text' },
  );
  expect(dataset).toMatchObject({ kind: 'text', texts: ['hello', 'you'] });
});

it.each<[string, Record<string, Vector>, TableOptions, RegExp]>([
  [
    'a missing value',
    { a: vectorFromArray([1, null, 3], new Float32()) },
    {},
    /row 2, column 'a': the value is missing/,
  ],
  [
    'NaN',
    { a: numbers, b: vectorFromArray([1, 2, 3, NaN, 5], new Float32()) },
    {},
    /row 4, column 'b': it is NaN/,
  ],
  [
    'a number beyond float32',
    { a: vectorFromArray([1, 1e300], new Float64()) },
    {},
    /row 2, column 'a': it is 1e\+300/,
  ],
  [
    'lists of several lengths',
    { x: vectorFromArray([[1, 2], [3]], listOf(new Float32())) },
    {},
    /row 2, column 'x': the list has 1 values, and that of row 1 has 2/,
  ],
  [
    'words',
    { a: vectorFromArray(['u', 'v'], new Utf8()) },
    {},
    /row 1, column 'a': it holds the text 'u', no number\..*texts take --kind text/,
  ],
  [
    'two columns of lists',
    { x: vectorFromArray([[1]], listOf(new Float32())), z: vectorFromArray([[1]], listOf(new Float32())) },
    {},
    /several could hold the values: 'x', 'z'/,
  ],
  ['a column that it lacks', { a: numbers }, { label: 'b' }, /--label names 'b', which it does not have/],
])('is refused with %s', async (_, columns, table, message) => {
  await expect(read(columns, table)).rejects.toThrow(message);
});

it('a file that is none, or is cut short, is refused', async () => {
  const path = await folder.write('none.parquet', Buffer.from('a,b\n1,2\n'.repeat(9)));
  await expect(readDataset(`parquet:${path}`)).rejects.toThrow(/footer: it is no Parquet file, or cut short/);
  await expect(readDataset(`parquet:${folder.path}/missing.parquet`)).rejects.toThrow(/There is no file/);
});

it('encoded images are decoded, and have to be of one size', async () => {
  const image = async (width: number, channels: 1 | 3) => {
    const pixels = Uint8Array.from({ length: 2 * width * channels }, (_, i) => (i * 37) % 256);
    const raw = { height: 2, width, channels };
    return {
      pixels,
      png: await sharp(pixels, { raw })
        .toColourspace(channels === 1 ? 'b-w' : 'srgb')
        .png()
        .toBuffer(),
    };
  };
  const [a, b, wide, grey] = [await image(3, 3), await image(3, 3), await image(4, 3), await image(3, 1)];
  const column = (...images: { png: Buffer }[]) =>
    vectorFromArray(
      images.map(({ png }) => new Uint8Array(png)),
      new Binary(),
    );
  const dataset = await read({ image: column(a, b, a), label: vectorFromArray([1, 0, 1], new Float64()) });
  expect(dataset).toMatchObject({ kind: 'image', shape: { height: 2, width: 3, channels: 3 } });
  expect(dataset.pixels).toEqual(Uint8Array.from([...a.pixels, ...b.pixels, ...a.pixels]));
  expect(await read({ image: column(grey) })).toMatchObject({ shape: { channels: 1 }, pixels: grey.pixels });
  // A grey image among colours is shown in three equal channels, wherever it stands.
  const greyAsColour = [...grey.pixels].flatMap((value) => [value, value, value]);
  expect((await read({ image: column(grey, a) })).pixels).toEqual(
    Uint8Array.from([...greyAsColour, ...a.pixels]),
  );
  await expect(read({ image: column(a, b, wide) })).rejects.toThrow(
    /row 3, column 'image': the image is 2 × 4 × 3, and that of row 1 2 × 3 × 3/,
  );
  await expect(read({ image: column(a, { png: a.png.subarray(0, -20) }) })).rejects.toThrow(
    /row 2, column 'image': the image cannot be decoded/,
  );
  await expect(read({ image: column({ png: Buffer.from('none') }) })).rejects.toThrow(
    /row 1, column 'image': it holds bytes that are no image/,
  );
});
