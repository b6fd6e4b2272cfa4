/**
 * `npx tsx bench/api-processes.ts [DATAPOINTS] [ROUNDS] [COUNTS]`: the first page of scores from an API of 1 and of 2 processes
 * (COUNTS: such as 1,2,4), in turn, for 16, 64 and 256 clients. Clients, API and PostgreSQL share the machine. The store is one that
 * `engram bench seed` filled.
 */
import { median, quantile } from '@engram/core';
import { findSeeded, settle } from './api/bench-api.ts';
import { load, startMeasuredApi, type MeasuredServer } from './api/processes.ts';
import { scenariosOf } from './api/scenarios.ts';
import { machineLine } from './machine.ts';
import { openOwnStore } from './own-store.ts';

const [size = '25000', rounds = '5', counts = '1,2'] = process.argv.slice(2);
const durationMs = 4_000;

interface Round {
  requestsPerSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  serverCpuMs: number;
}

const store = await openOwnStore();
const seeded = await findSeeded(store, Number(size));
await store.close();
const [scenario] = scenariosOf({ ...seeded, deepCursor: '' });
const servers = new Map<number, MeasuredServer>();
for (const count of counts.split(',').map(Number))
  servers.set(count, await startMeasuredApi({ processes: count }));

async function once({ url, cpuMs }: MeasuredServer, clients: number): Promise<Round> {
  const before = await cpuMs();
  const { latenciesMs, warmUps, ...result } = await load({
    url,
    bodies: scenario!.bodies,
    clients,
    durationMs,
    warmUpMs: 1_000,
  });
  return {
    requestsPerSecond: latenciesMs.length / (result.durationMs / 1000),
    p50Ms: quantile(latenciesMs, 0.5),
    p95Ms: quantile(latenciesMs, 0.95),
    p99Ms: quantile(latenciesMs, 0.99),
    serverCpuMs: ((await cpuMs()) - before) / (latenciesMs.length + warmUps),
  };
}

const spread = (values: number[]): string =>
  `${median(values).toPrecision(3)} (${Math.min(...values).toPrecision(3)}–${Math.max(...values).toPrecision(3)})`;

try {
  console.log(machineLine());
  for (const server of servers.values()) await settle(server.url, scenario!, durationMs);
  for (const clients of [16, 64, 256]) {
    const seen = new Map([...servers.keys()].map((count) => [count, [] as Round[]]));
    for (let round = 0; round < Number(rounds); round++)
      for (const [count, server] of servers) seen.get(count)!.push(await once(server, clients));
    for (const [count, all] of seen) {
      const of = (key: keyof Round): string => spread(all.map((one) => one[key]));
      console.log(
        `${clients} clients, ${count} process(es): ${of('requestsPerSecond')} requests/s, p50 ${of('p50Ms')}, p95 ${of('p95Ms')}, ` +
          `p99 ${of('p99Ms')} ms, ${of('serverCpuMs')} ms of the API's processor each`,
      );
    }
  }
} finally {
  for (const server of servers.values()) await server.stop();
}
