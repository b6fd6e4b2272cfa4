/**
 * The server of `engram bench api`, a process of its own: serves the store that ENGRAM_HOME or DATABASE_URL names and says where. With
 * ENGRAM_API_PROCESSES it serves from several.
 */
import { fileURLToPath } from 'node:url';
import { startApiProcesses, startServer } from '@engram/server';
import { readSettings } from '../../cli/src/settings/env.ts';
import { openOwnStore } from '../own-store.ts';

const entry = fileURLToPath(new URL('../../cli/src/serving/api-process.mjs', import.meta.url));
/** One caller would get half of the usual 256, and more clients than that are measured. */
const limits = { requests: 1_024 };

const { home, apiProcesses: count } = readSettings();
const store = await openOwnStore('engram bench api');
const at = { host: '127.0.0.1', port: 0, limits };
const server =
  count > 1
    ? await startApiProcesses({ ...at, count, entry, rateLimit: 0 })
    : await startServer({ ...at, store, home });

/** Of the processes that serve beside this one. */
async function cpuMsOfOthers(): Promise<number> {
  if (count === 1) return 0;
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return 1000 * Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  void cpuMsOfOthers().then((others) => process.send?.({ cpuMs: (user + system) / 1000 + others }));
});
process.once('disconnect', () => void server.close().then(() => store.close()));
process.send?.({ url: `${server.url}/graphql` });
