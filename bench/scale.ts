/**
 * `npx tsx bench/scale.ts [WORKERS] [JOBS] [SECONDS]`: many workers on one queue, by the statements that real workers send, with a sleep of 5 s
 * in place of a training; such as `10,100,1000 100000 20`. Each worker holds its own session as a sign of life, as real ones do; for all else
 * they share 20 connections. The server of DATABASE_URL needs `max_connections` for both.
 *
 * Two measurements for each number of workers, on a scratch database: idle (JOBS jobs have ended, five a second come), and loaded (JOBS jobs
 * wait). `bench/drain.ts` lets workers do all jobs.
 */
import { queue } from '@engram/store';
import { quantile } from '@engram/core';
import { machineLine } from './machine.ts';
import { openScratchStore } from './scratch-store.ts';
import { Jobs } from './scale/jobs.ts';
import { countStatements } from './scale/statements.ts';
import { SimulatedWorkers } from './scale/simulated-workers.ts';

const [counts = '10,100,1000', jobs = '100000', seconds = '20'] = process.argv.slice(2);
const connections = 20;
const durationMs = 1000 * Number(seconds);

const store = await openScratchStore();
try {
  await queue.migrate(store);
  const pool = queue.openSystemPool(store, { maxConnections: connections, applicationName: 'bench scale' });
  const counted = countStatements([pool, store.pool]);
  const table = await Jobs.create(store, pool);
  console.log(`${machineLine()}, ${jobs} jobs, ${seconds} s each`);
  for (const count of counts.split(',').map(Number)) {
    for (const load of ['idle', 'loaded'] as const) {
      await table.fill(Number(jobs), load === 'idle' ? 'SUCCESS' : 'ENQUEUED');
      const sizeBefore = await table.sizeBytes();
      const arrivals = load === 'idle' ? table.arrive(5) : null;
      const workers = new SimulatedWorkers(store, table, { count, trainingMs: 5_000 });
      await workers.start();
      const before = { statements: counted.count, cpu: process.cpuUsage() };
      const endMs = performance.now() + durationMs;
      const locks = await table.watchLocks(() => performance.now() >= endMs);
      const cpu = process.cpuUsage(before.cpu);
      const statements = counted.count - before.statements;
      await arrivals?.stop();
      const seen = workers.seenSoFar;
      await workers.stop();
      const latencies = load === 'idle' ? await table.latenciesMs() : [];
      console.log(
        JSON.stringify({
          workers: count,
          load,
          statementsPerSecond: Math.round(statements / Number(seconds)),
          looksDoneOfDue: Number((seen.done / seen.due).toFixed(2)),
          recoveryLooksPerSecond: Number((seen.recoveries / Number(seconds)).toFixed(1)),
          jobsEndedPerSecond: Number((seen.ended / Number(seconds)).toFixed(1)),
          latencyMedianMs: latencies.length > 0 ? Math.round(quantile(latencies, 0.5)) : null,
          latency99Ms: latencies.length > 0 ? Math.round(quantile(latencies, 0.99)) : null,
          arrived: latencies.length,
          sessionsWaitingForLocks: locks,
          tableGrowthBytes: (await table.sizeBytes()) - sizeBefore,
          jobBytes: Math.round(sizeBefore / Number(jobs)),
          clientCpuFraction: Number(((cpu.user + cpu.system) / 1000 / durationMs).toFixed(2)),
        }),
      );
    }
  }
  await table.close();
  await pool.end();
} finally {
  await store.close();
}
process.exit(0);
