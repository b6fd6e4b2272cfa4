import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';
import { readScoreArrays, roleOfCode, type MissingReason } from '@engram/core';
import { datasets, runs, scores, type DatasetRow } from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const awkward = [-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, -1 / 3, Number.EPSILON, -1e-300];
/** What readers count on; further fields may come. */
const promised = {
  index: 'Int32',
  contentHash: 'Utf8',
  class: 'Int32',
  className: 'Utf8',
  value: 'Float64',
  relativeValue: 'Float64',
  alignmentIn: 'Float64',
  alignmentOut: 'Float64',
  standardError: 'Float64',
  low: 'Float64',
  high: 'Float64',
  nIn: 'Int32',
  nOut: 'Int32',
  rank: 'Int32',
  percentile: 'Float64',
  topFraction: 'Float64',
  fdr: 'Float64',
  identifiable: 'Bool',
  role: 'Utf8',
  reason: 'Utf8',
  reasonCode: 'Utf8',
};
const fields = scores.recordFields;
let dataset: DatasetRow;
let run: string;

async function publishedRun(count: number, of = dataset): Promise<string> {
  const { id } = await createRun(scratch.store, of, 'RUNNING');
  const rows = Array.from({ length: count }, (_, index) => {
    const value = index % 10 === 9 ? null : (awkward[index] ?? Math.sin(index));
    return scoreRow(index, {
      value,
      low: value,
      identifiable: value !== null,
      // What an earlier version may have stored stands for itself.
      reason: value === null ? ('no "encoder",\nwas trained without' as MissingReason) : null,
      rank: value === null ? null : index + 1,
      role: index % 3 === 0 ? 'shared' : null,
    });
  });
  await runs.publish(scratch.store, id, publication(rows));
  return id;
}

const typeOf = (name: scores.RecordField): string => scores.recordType(name).arrow;

async function bytesOf(format: scores.ExportFormat, id = run): Promise<Buffer> {
  const pieces = [];
  for await (const piece of scores.exportScores(scratch.store, id, format)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function stored(): Promise<Record<string, unknown>[]> {
  const rows = [];
  const names = await datasets.classNamesOf(scratch.store, dataset.id);
  for await (const score of scores.stream(scratch.store, run))
    rows.push({
      ...score,
      className: score.class === null ? null : names.get(score.class),
      // The reasons of these scores are not among those known.
      reasonCode: null,
    });
  return rows;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function liveBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

beforeAll(async () => {
  dataset = await createDataset(scratch.store, 20_000);
  run = await publishedRun(20_000);
});

describe('an export', () => {
  it('in columns holds every score in float32, in the order of the index', async () => {
    const bytes = await bytesOf('columns');
    const arrays = readScoreArrays(Uint8Array.from(bytes).buffer);
    const rows = await stored();
    expect(arrays.count).toBe(rows.length);
    rows.forEach((row, n) => {
      const value = (row.value ?? NaN) as number;
      const expected = Math.abs(value) < 1e-37 ? 0 : Math.abs(value) > 3e38 ? Math.sign(value) * 3e38 : value;
      expect([arrays.index[n], arrays.class[n], arrays.rank[n]]).toEqual([
        row.index,
        row.class ?? -1,
        row.rank ?? 0,
      ]);
      expect(arrays.value[n]! + 0).toBe(Math.fround(expected) + 0);
      expect(roleOfCode(arrays.role[n]!)).toBe(row.role);
    });
    expect(() => readScoreArrays(Uint8Array.from(bytes.subarray(0, -1)).buffer)).toThrow(
      /not the columns of a run/,
    );
  });

  it('as Parquet, read by another library, has the types, nulls and bits of the store', async () => {
    const table = tableFromIPC(readParquet(await bytesOf('parquet')).intoIPCStream());
    const types = table.schema.fields.map(({ name, type }) => [name, String(type)]);
    expect(Object.fromEntries(types)).toMatchObject(promised);
    expect(types).toEqual(fields.map((name) => [name, typeOf(name)]));
    const rows = await stored();
    expect(table.numRows).toBe(20_000);
    for (const field of fields) {
      const column = [...table.getChild(field)!];
      const wrong = rows.findIndex((row, at) => !Object.is(row[field], column[at]));
      expect([field, wrong]).toEqual([field, -1]);
    }
    expect(Object.is(table.getChild('value')!.get(0), -0)).toBe(true);
  });

  it('as JSON gives every number back with its bits, but the sign of zero', async () => {
    const parsed = JSON.parse((await bytesOf('json')).toString()) as Record<string, unknown>[];
    const rows = await stored();
    expect(parsed).toHaveLength(rows.length);
    expect(Object.keys(parsed[0]!)).toEqual(fields);
    for (const field of fields)
      expect(rows.findIndex((row, at) => row[field] !== parsed[at]![field])).toBe(-1);
  });

  it('as CSV quotes text, leaves out what is missing and gives numbers back with their bits', async () => {
    const text = (await bytesOf('csv')).toString();
    expect(text.split('\n', 1)[0]).toBe(fields.join(','));
    expect(text).toContain('"no ""encoder"",\nwas trained without"');
    const lines = text
      .replaceAll('"no ""encoder"",\nwas trained without"', 'why')
      .trimEnd()
      .split('\n')
      .slice(1);
    const rows = await stored();
    expect(lines).toHaveLength(rows.length);
    const wrong = rows.findIndex((row, at) => {
      const cells = lines[at]!.split(',');
      const value = cells[fields.indexOf('value')]!;
      return row.value === null ? value !== '' : Number(value) !== row.value;
    });
    expect(wrong).toBe(-1);
  });

  it('of the same scores has the same bytes', async () => {
    const hash = async (format: scores.ExportFormat): Promise<string> =>
      createHash('sha256')
        .update(await bytesOf(format))
        .digest('hex');
    for (const format of scores.exportFormats.filter((format) => format !== 'columns'))
      expect(await hash(format)).toBe(await hash(format));
  });

  it('of a run without scores has no rows, and is refused as Parquet, which needs one', async () => {
    const empty = await publishedRun(0);
    expect(JSON.parse((await bytesOf('json', empty)).toString())).toEqual([]);
    expect((await bytesOf('csv', empty)).toString()).toBe(`${fields.join(',')}\n`);
    await expect(bytesOf('parquet', empty)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of 100,000 scores holds no more of them in memory than one of few', { tags: 'slow' }, async () => {
    const id = await publishedRun(100_000, await createDataset(scratch.store, 100_000));
    for (const format of scores.exportFormats.filter((format) => format !== 'columns')) {
      const before = liveBytes();
      let [largest, sizeBytes, looked] = [0, 0, 0];
      for await (const piece of scores.exportScores(scratch.store, id, format)) {
        sizeBytes += piece.length;
        if (sizeBytes - looked < 4e6) continue;
        looked = sizeBytes;
        largest = Math.max(largest, liveBytes() - before);
      }
      console.info(`${format}: ${sizeBytes / 1e6} MB, at most ${largest / 1e6} MB of them alive`);
      expect(sizeBytes).toBeGreaterThan(7.5e6);
      // All rows at once take more than 40 MB.
      expect(largest).toBeLessThan(30e6);
    }
  });
});
