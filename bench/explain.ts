/**
 * `npx tsx bench/explain.ts [DATAPOINTS]`: EXPLAIN (ANALYZE, BUFFERS) of what the API asks of a store filled by
 * `engram bench seed`, on the database of DATABASE_URL or the embedded one. Each statement is caught on its way to the driver.
 */
import { datapoints, datasets, runs, scores } from '@engram/store';
import pg from 'pg';
import { openOwnStore } from './own-store.ts';

const size = Number(process.argv[2] ?? 250_000);
const store = await openOwnStore();

/** The statements that reach the driver while `action` runs. */
async function caught(action: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }[]> {
  const original = pg.Client.prototype.query;
  const found: { text: string; values: unknown[] }[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, values] = args as [string | { text: string; values?: unknown[] }, unknown];
    if (typeof first === 'string') found.push({ text: first, values: Array.isArray(values) ? values : [] });
    else found.push({ text: first.text, values: first.values ?? [] });
    return Reflect.apply(original, this, args);
  } as typeof original;
  try {
    await action();
  } finally {
    pg.Client.prototype.query = original;
  }
  return found;
}

async function explain(name: string, action: () => Promise<unknown>): Promise<void> {
  await action();
  console.log(`\n# ${name}`);
  for (const { text, values } of await caught(action)) {
    const { rows } = await store.pool.query<Record<string, string>>(
      `EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${text}`,
      values,
    );
    console.log(rows.map((row) => row['QUERY PLAN']).join('\n'));
  }
}

try {
  const dataset = (await datasets.findBySlug(store, `bench-${size}`))!;
  const { rows } = await runs.page(store, { filter: { dataset: dataset.slug }, first: 4 });
  const ids = rows.map((row) => row.id);
  const run = ids[0]!;
  const orderBy = { field: 'VALUE', direction: 'DESC' } as const;
  await explain('first page by score', () => scores.page(store, { filter: { run }, orderBy, first: 50 }));
  const [deep] = (await scores.page(store, { filter: { run, percentile: { lte: 80 } }, orderBy, first: 1 }))
    .rows;
  const after = scores.cursorOf(deep!, 'VALUE');
  await explain('a page after a fifth of all scores', () =>
    scores.page(store, { filter: { run }, orderBy, first: 50, after }),
  );
  await explain('class and range', () =>
    scores.page(store, { filter: { run, classes: [3], value: { gte: 0.05, lte: 0.1 } }, orderBy, first: 50 }),
  );
  await explain('top 5 % in 3 of 4 runs', () =>
    scores.page(store, {
      filter: { run, agreement: { runs: ids, topPercent: 5, minRuns: 3 } },
      orderBy,
      first: 50,
    }),
  );
  await explain('histogram', () => scores.histogram(store, { run }, 50));
  await explain('agreement of 4 runs', () => runs.agreement(store, ids, { topPercent: 5 }));
  const some = await datapoints.list(store, dataset.id, { limit: 1_000 });
  await explain('1,000 by content hash', async () => {
    const found = await datapoints.findByContentHashes(
      store,
      dataset.id,
      some.map((datapoint) => datapoint.contentHash),
    );
    await scores.ofDatapoints(store, found);
  });
} finally {
  await store.close();
}
