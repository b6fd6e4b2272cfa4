import { startServer, type RunningServer } from '@engram/server';
import { tokens } from '@engram/store';
import { buildDashboard, startDashboard } from '../../../bench/web/dashboard.ts';
import { figureMaker } from '../../../cli/src/figures/figure-maker.ts';
import { openScratchStore, type ScratchStore } from '../../helpers/postgres/store.ts';
import type { Seeded } from './seed.ts';
import { openSeededStore } from './seeded-store.ts';

export { buildDashboard, startDashboard, type Dashboard } from '../../../bench/web/dashboard.ts';

/** The whole of Engram that a reader's browser meets: store, API and dashboard, each the real one. */
export interface Place {
  store: ScratchStore;
  seeded: Seeded;
  /** Address of the dashboard. */
  url: string;
  apiUrl: string;
  stopApi(): Promise<void>;
  /** On the same port as before. */
  startApi(): Promise<void>;
  close(): Promise<void>;
}

export async function openPlace(options: { isEmpty?: boolean } = {}): Promise<Place> {
  buildDashboard();
  const { store, seeded } = options.isEmpty
    ? { store: await openScratchStore(), seeded: {} as Seeded }
    : await openSeededStore();
  // As `engram serve` starts them: the dashboard may do what its key allows, not what this machine may.
  const dashboardKey = tokens.newSecret();
  const start = (port: number) =>
    startServer({
      ...{ store, host: '127.0.0.1', port, dashboardKey, figures: figureMaker },
      dashboardScope: 'runs:write',
      runSettings: { codeVersion: 'test', presets: {} },
    });
  let api: RunningServer | undefined = await start(0);
  const { port, url: apiUrl } = api;
  const dashboard = await startDashboard(apiUrl, { ENGRAM_API_TOKEN: dashboardKey });
  const stopApi = async () => {
    await api?.close();
    api = undefined;
  };
  return {
    store,
    seeded,
    url: dashboard.url,
    apiUrl,
    stopApi,
    async startApi() {
      api ??= await start(port);
    },
    async close() {
      dashboard.child.kill('SIGTERM');
      await dashboard.ended;
      await stopApi();
      await store.close();
    },
  };
}

/**
 * A dashboard for one test, beside that of the place. Leave its pages before the body ends: what they still ask for
 * is refused once it has stopped, which is a complaint of theirs.
 */
export async function withDashboard(
  apiUrl: string,
  settings: NodeJS.ProcessEnv,
  body: (url: string) => Promise<void>,
): Promise<void> {
  const { child, ended, url } = await startDashboard(apiUrl, settings);
  try {
    await body(url);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
