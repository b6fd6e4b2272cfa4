/** The server of `engram bench api`, a process of its own: serves the store that ENGRAM_HOME or DATABASE_URL names and says where. */
import { openStore } from '@engram/store';
import { startServer } from '@engram/server';
import { readSettings } from '../../cli/src/settings/env.ts';

const { home, databaseUrl } = readSettings();
const store = await openStore({ home, databaseUrl, applicationName: 'engram bench api' });
const server = await startServer({ store, home, host: '127.0.0.1', port: 0 });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
process.once('disconnect', () => void server.close().then(() => store.close()));
process.send?.({ url: `${server.url}/graphql` });
