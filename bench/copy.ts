/**
 * `npx tsx bench/copy.ts [ROWS] [REPEATS]`: publishes runs of ROWS scores (100,000) and prints rows a second: the whole
 * transaction with all indices, checks and statistics, on the database of DATABASE_URL or the embedded one.
 * The store is filled as it goes, so later runs meet larger indices.
 */
import { median, Rng } from '@engram/core';
import { describeStore, runs } from '@engram/store';
import { plantRun, plantTraits } from './api/planted-scores.ts';
import { benchSlug, createDataset, plantDatapoints, startRun } from './api/seed-store.ts';
import { machineLine } from './machine.ts';
import { openScratchStore } from './scratch-store.ts';

const [rowCount = 100_000, repeats = 7] = process.argv.slice(2).map(Number);
const options = { datapoints: rowCount, seed: 1, codeVersion: 'bench' };
const rng = Rng.fromSeed(options.seed);
const datapoints = plantDatapoints(rng.split('datapoints'), options);
const traits = plantTraits(
  rng.split('traits'),
  datapoints.map((datapoint) => datapoint.class),
);

const store = await openScratchStore();
try {
  const { version } = await describeStore(store);
  console.log(`${machineLine()}, PostgreSQL ${version}`);
  const dataset = await createDataset(store, benchSlug(rowCount), datapoints);
  const rates: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { id, comparabilityKey } = await startRun(store, { dataset, number: repeat, options });
    const planted = plantRun(rng.split('run', repeat), datapoints, traits);
    const begun = performance.now();
    await runs.publish(store, id, { ...planted, comparabilityKey, engine: 'none' });
    rates.push(rowCount / ((performance.now() - begun) / 1000));
  }
  const peer = await startRun(store, { dataset, number: repeats, options });
  const few = plantRun(rng.split('peer'), datapoints, traits).rows.slice(0, 10_000);
  const begunPeer = performance.now();
  for (let at = 0; at < few.length; at += 1_000)
    await store.prisma.score.createMany({
      data: few.slice(at, at + 1_000).map(({ contentHash: _, ...row }) => ({ runId: peer.id, ...row })),
    });
  const createMany = few.length / ((performance.now() - begunPeer) / 1000);
  const show = (rate: number): string => Math.round(rate).toLocaleString('en');
  console.log(`rows a second, in order: ${rates.map(show).join(' ')}`);
  console.log(
    `median ${show(median(rates))}, lowest ${show(Math.min(...rates))}, highest ${show(Math.max(...rates))}`,
  );
  console.log(
    `Prisma's createMany, 1,000 rows at a time, in the same run: ${show(createMany)} rows a second`,
  );
} finally {
  await store.close();
}
