/**
 * `npx tsx bench/drain.ts [WORKERS] [JOBS] [TRAINING_MS] [LIMIT_S]`: workers do all jobs of a queue, by the statements that real workers send,
 * with a sleep in place of a training; such as `1000 100000 5000 540`. Each worker holds its own session as a sign of life, as real ones do; for
 * all else they share 20 connections. The server of DATABASE_URL needs `max_connections` for both. At the limit it ends and tells how far it came.
 * With 0 JOBS workers have next to nothing to do until the limit: five jobs a second come.
 */
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { queue } from '@engram/store';
import { machineLine } from './machine.ts';
import { openScratchStore } from './scratch-store.ts';
import { medianAndTail } from './spread.ts';
import { Jobs } from './scale/jobs.ts';
import { countStatements } from './scale/statements.ts';
import { SimulatedWorkers } from './scale/simulated-workers.ts';

const [workers = '1000', jobs = '100000', trainingMs = '5000', limitS = '540'] = process.argv.slice(2);
const progressMs = 10_000;

const busyMs = (): number => cpus().reduce((sum, { times }) => sum + times.user + times.sys + times.nice, 0);

const store = await openScratchStore();
try {
  await queue.migrate(store);
  const pool = queue.openSystemPool(store, { maxConnections: 20, applicationName: 'bench drain' });
  const counted = countStatements([pool, store.pool]);
  const table = await Jobs.create(store, pool);
  await table.fill(Number(jobs));
  const sizeBefore = await table.sizeBytes();
  const simulated = new SimulatedWorkers(store, table, {
    count: Number(workers),
    trainingMs: Number(trainingMs),
  });
  await simulated.start();
  const begunMs = performance.now();
  const begun = {
    serverMs: await table.nowMs(),
    cpu: process.cpuUsage(),
    busyMs: busyMs(),
    statements: counted.count,
  };
  const arrivals = Number(jobs) === 0 ? table.arrive(5) : null;
  let isOver = false;
  const locks = table.watchLocks(() => isOver);
  for (let last = 0, next = progressMs; ; await sleep(100)) {
    const { ended } = simulated.seenSoFar;
    const tookMs = performance.now() - begunMs;
    isOver = (!arrivals && ended >= Number(jobs)) || tookMs > 1000 * Number(limitS);
    if (isOver) break;
    if (tookMs < next) continue;
    console.error(`${Math.round(tookMs / 1000)} s: ${ended} jobs, ${(ended - last) / (progressMs / 1000)}/s`);
    last = ended;
    next += progressMs;
  }
  const seconds = (performance.now() - begunMs) / 1000;
  const cpu = process.cpuUsage(begun.cpu);
  const clientS = (cpu.user + cpu.system) / 1e6;
  const busyS = (busyMs() - begun.busyMs) / 1000;
  const statements = counted.count - begun.statements;
  const seen = simulated.seenSoFar;
  await arrivals?.stop();
  const sessionsWaitingForLocks = await locks;
  const size = await table.sizeBytes();
  const [waitMedianMs, wait99Ms] = medianAndTail(await table.latenciesMs(begun.serverMs));
  await simulated.stop();
  const [idleMedianMs, idle99Ms] = medianAndTail(seen.idleMs);
  await table.vacuum();
  console.log(
    JSON.stringify({
      machine: `${machineLine()}, load ${loadavg()[0]!.toFixed(1)}`,
      workers: Number(workers),
      trainingMs: Number(trainingMs),
      seconds: Math.round(seconds),
      ended: seen.ended,
      endedPerSecond: Math.round(seen.ended / seconds),
      ...{ waitMedianMs, wait99Ms, idleMedianMs, idle99Ms },
      statementsPerSecond: Math.round(statements / seconds),
      signsOfLifePerSecond: Number(workers) / 2,
      looksDoneOfDue: Number((seen.done / seen.due).toFixed(2)),
      looksFailed: seen.failed,
      recoveryLooksPerSecond: Number((seen.recoveries / seconds).toFixed(1)),
      sessionsWaitingForLocks,
      tableBytes: { before: sizeBefore, after: size, vacuumed: await table.sizeBytes() },
      clientCores: Number((clientS / seconds).toFixed(2)),
      otherCores: Number(((busyS - clientS) / seconds).toFixed(2)),
    }),
  );
  await table.close();
  await pool.end();
} finally {
  await store.close();
}
process.exit(0);
