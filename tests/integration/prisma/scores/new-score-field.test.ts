import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runs } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const scratch = withScratchStore();
let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'engram-field-'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** Publishes scores with the field, and reads it back in every way there is. */
const program = `
import { openStore, runs, scores } from './src/index.ts';
const [home, databaseUrl, id, publication] = process.argv.slice(2);
const store = await openStore({ home, databaseUrl });
await runs.publish(store, id, JSON.parse(publication));
const all = async (source) => { const found = []; for await (const one of source) found.push(one); return found; };
const orderBy = { field: 'INDEX', direction: 'ASC' };
const text = async (format) => Buffer.concat(await all(scores.exportScores(store, id, format)));
const paged = (await scores.page(store, { filter: { run: id }, orderBy, first: 5 })).rows;
const streamed = await all(scores.stream(store, id));
console.log(JSON.stringify({
  paged: paged.map((score) => score.labelConfidence),
  streamed: streamed.map((score) => score.labelConfidence),
  csv: String(await text('csv')).trim().split('\\n').map((line) => line.split(',').at(-1)),
  json: JSON.parse(String(await text('json'))).map((score) => score.labelConfidence),
  parquet: String(await text('parquet')).includes('labelConfidence'),
}));
await store.close();
`;

it('a new stored field of a score is one line of the list, and a migration', async () => {
  for (const part of ['src', 'migrations', 'package.json', 'schema.prisma'])
    await cp(join(root, 'prisma', part), join(copy, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  const list = join(copy, 'src/scores/score-fields.ts');
  const line = `labelConfidence: { column: 'label_confidence', ...float, nullable, meaning: 'How sure a probe is of its label.' },`;
  const text = await readFile(list, 'utf8');
  expect(text).toContain('export const scoreFields = {');
  await writeFile(list, text.replace(/^\} as const satisfies Record<keyof ScoreRow/m, `${line}\n$&`));
  await scratch.store.pool.query('ALTER TABLE score ADD label_confidence float8');
  await writeFile(join(copy, 'program.ts'), program);

  const dataset = await createDataset(scratch.store, 3);
  const { id } = await createRun(scratch.store, dataset, 'RUNNING');
  const rows = [0, 1, 2].map((index) => ({
    ...scoreRow(index),
    ...(index < 2 && { labelConfidence: 0.1 + index }),
  }));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      'tsx',
      'program.ts',
      scratch.store.home,
      scratch.store.url,
      id,
      JSON.stringify(publication(rows)),
    ],
    { cwd: copy },
  );
  expect(JSON.parse(stdout)).toEqual({
    paged: [0.1, 1.1, null],
    streamed: [0.1, 1.1, null],
    csv: ['labelConfidence', '0.1', '1.1', ''],
    json: [0.1, 1.1, null],
    parquet: true,
  });
  expect((await runs.find(scratch.store, id))?.status).toBe('SUCCEEDED');
});
