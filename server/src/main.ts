/** The API on its own: `npx tsx server/src/main.ts`. It reads; runs are queued by the command `engram`. */
import { openStore } from '@engram/store';
import { DomainError } from '@engram/core';
import { readAccessSettings, readSettings } from './env.ts';
import { startServer } from './index.ts';

// A log that cannot be written (a full disk, a closed terminal) must not end the server.
process.stderr.on('error', () => undefined);

try {
  const { home, databaseUrl, artifacts, ...settings } = readSettings();
  const store = await openStore({
    home,
    databaseUrl,
    artifacts,
    applicationName: 'engram-api',
    purpose: 'serve',
  });
  const server = await startServer({ store, home, ...settings, ...readAccessSettings() }).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  process.stdout.write(`API  ${server.url}/graphql\n`);
  const stop = async (): Promise<void> => {
    await server.close();
    await store.close();
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.traits.exit;
}
