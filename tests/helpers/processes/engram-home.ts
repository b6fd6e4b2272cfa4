import { openScratchStore, type ScratchStore } from '../postgres/store.ts';

export interface EngramHome {
  home: string;
  /** Settings that make the command use this store. */
  env: Record<string, string>;
  /** Held open, so that the commands of a test join one server instead of starting one each. */
  store: ScratchStore;
  close(): Promise<void>;
}

/**
 * An ENGRAM_HOME and a database of their own for the commands of a test.
 * @param options.artifacts where its files lie, if not in the database */
export async function openHome(options: { artifacts?: string } = {}): Promise<EngramHome> {
  const store = await openScratchStore(options);
  return { home: store.home, env: { DATABASE_URL: store.url }, store, close: () => store.close() };
}
