import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets, runs, scores } from '@engram/store';
import { importScores, type ScoreImportOptions } from '@engram/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram } from '../../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../../helpers/processes/engram-home.ts';
import { float32Npy, int64Npy, npzBytes } from '../../../../worker/representations/numpy-bytes.ts';

let place: EngramHome;
const run = (...args: string[]) => engram(args, place);
const write = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(place.home, name);
  await writeFile(path, content);
  return path;
};
const importing = (path: string, o: Partial<ScoreImportOptions> = {}) =>
  importScores(place.store, path, { dataset: 'points', codeVersion: '1', ...o });
const stored = async () => [(await datasets.list(place.store)).length, await runs.count(place.store, {})];

/** A dataset of 12 vectors in 3 classes, with ids `p0` … `p11`. */
beforeAll(async () => {
  place = await openHome();
  const rows = Array.from({ length: 12 }, (_, n) => `p${n},${n % 3},${n / 10},${1 - n},${n * n}`);
  const file = await write('points.csv', `id,label,a,b,c\n${rows.join('\n')}\n`);
  await run('import', 'dataset', `csv:${file}`, '--name', 'points');
});
afterAll(() => place.close());

const byId = [
  'id,score,low,high',
  ...Array.from({ length: 12 }, (_, n) => `p${11 - n},${n},${n - 1},${n + 2}`),
];

describe('engram import scores', () => {
  it('stores scores with their intervals as a run without encoders, once, and says that they are imported', async () => {
    const file = await write('trak.csv', byId.join('\n'));
    const args = ['import', 'scores', file, '--dataset', 'points', '--method-name', 'TRAK', '--json'];
    const outcome = await run(...args);
    expect(outcome.stderr).toContain("datapoints of 'points' were recognised by your own ids");
    const { id } = JSON.parse(outcome.stdout) as { id: string };
    const row = (await runs.find(place.store, id))!;
    expect(row).toMatchObject({
      ...{
        name: 'trak',
        methodKey: 'TRAK',
        estimatorKey: 'imported',
        engine: 'imported',
        status: 'SUCCEEDED',
      },
      ...{ encoderCount: 0, scoredCount: 12, message: expect.stringContaining('Imported:') as string },
      summary: { meanScore: 5.5, ranking: 'UNKNOWN', positiveFraction: 11 / 12, low: null },
    });
    const page = await scores.page(place.store, { filter: { run: id }, orderBy: { field: 'VALUE', direction: 'DESC' }, first: 2 }); // prettier-ignore
    expect(page.rows).toMatchObject([
      { index: 0, value: 11, low: 10, high: 13, rank: 1, class: 0, nIn: 0, alignmentIn: null, reason: null },
      { index: 1, value: 10, low: 9, high: 12, rank: 2, class: 1, views: 0 },
    ]);
    // The same scores in another order are the same run.
    await write('trak.csv', [byId[0], ...byId.slice(1).reverse()].join('\n'));
    const again = await importing(file, { methodName: 'TRAK', codeVersion: row.codeVersion });
    expect(again).toMatchObject({ id, created: false, matchedBy: 'id' });
  });

  it('takes back what the command wrote, and ranks like the run that it came from', async () => {
    const one = await write('one.npz', npzBytes({ value: float32Npy([3], [0.5, 2, -1]), index: int64Npy([3], [4, 0, 7]) })); // prettier-ignore
    const first = await importing(one);
    let text = '';
    for await (const part of scores.exportScores(place.store, first.id, 'csv'))
      text += Buffer.from(part).toString();
    const back = await importing(await write('back.csv', text));
    expect(back).toMatchObject({ matchedBy: 'index', missingCount: 0 });
    expect(back.ignored).toContain('relativeValue');
    const { id } = back;
    const { pairs } = await runs.agreement(place.store, [first.id, id], { k: 2 });
    expect(pairs).toMatchObject([{ count: 3, spearman: 1, overlap: 1 }]);
  });

  it('stores nothing of a file whose count, index, id, class or value does not fit', async () => {
    const before = await stored();
    const cases: [string, RegExp][] = [
      ['value\n1\n2\n', /it has 2 datapoints, the dataset 'points' has 12/],
      ['index,value\n3,1\n12,2\n', /bad\.csv, line 3, column 'index': the dataset 'points' has no datapoint 12; it has 12, from 0 to 11/],
      ['index,value\n3,1\n3,2\n', /line 3, column 'index': line 2, column 'index' has the same index \(3\)/],
      ['id,value\np3,1\nP4,2\n', /line 3, column 'id': the dataset 'points' has no datapoint with the id 'P4'/],
      ['index,id,value\n3,p4,1\n', /line 2, column 'id': the index says 3 of 'points', whose id is 'p3', but here it is 'p4'/],
      [`hash,value\n${'0'.repeat(64)},1\n`, /line 2, column 'hash': .* no datapoint with the content hash 000000000000…/],
      ['index,class,value\n3,1,1\n', /line 2, column 'class': its label is 1, but datapoint 3 of 'points' is of class 0/],
      ['index,value\n3,1\n4,x\n', /line 3, column 'value': "x" is no finite number/],
    ]; // prettier-ignore
    for (const [text, reason] of cases)
      await expect(importing(await write('bad.csv', text))).rejects.toThrow(reason);
    const missing = importing(await write('bad.csv', 'value\n1\n'), { dataset: 'nope' });
    await expect(missing).rejects.toThrow(/'nope' is not in the store/);
    expect(await stored()).toEqual(before);
  });
});
