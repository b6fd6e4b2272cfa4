import { openStore, type Store } from '@engram/store';
import { readSettings } from '../cli/src/settings/env.ts';

/** The store that the command uses. */
export function openOwnStore(applicationName?: string): Promise<Store> {
  const { home, databaseUrl } = readSettings();
  return openStore({ home, databaseUrl, applicationName });
}
