import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { startServer, type RunningServer } from '@engram/server';
import { tokens } from '@engram/store';
import { figureMaker } from '../../../cli/src/figures/figure-maker.ts';
import { openScratchStore, type ScratchStore } from '../../helpers/postgres/store.ts';
import { seed, type Seeded } from './seed.ts';

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
  const store = await openScratchStore();
  const seeded = options.isEmpty ? ({} as Seeded) : await seed(store);
  // As `engram serve` starts them: the dashboard may do what its key allows, not what this machine may.
  const dashboardKey = tokens.newSecret();
  const start = (port: number) =>
    startServer({
      ...{ store, host: '127.0.0.1', port, dashboardKey, figures: figureMaker },
      dashboardScope: 'annotate',
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

export function buildDashboard(): void {
  const { status, stderr } = spawnSync(process.execPath, ['web/build.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the dashboard could not be built: ${stderr}`);
}

export interface Dashboard {
  child: ChildProcess;
  url: string;
  ended: Promise<unknown>;
}

/** The production server of the dashboard, in a process of its own. */
export async function startDashboard(apiUrl: string, settings: NodeJS.ProcessEnv = {}): Promise<Dashboard> {
  const child = spawn(process.execPath, ['web/start.mjs'], {
    env: {
      PATH: process.env.PATH,
      ENGRAM_WEB_PORT: '0',
      ENGRAM_WEB_HOST: '127.0.0.1',
      ENGRAM_API_URL: apiUrl,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ready = new Promise<string>((resolve) =>
    child.on('message', ({ type, url }: { type: string; url: string }) => type === 'ready' && resolve(url)),
  );
  const url = await Promise.race([
    ready,
    ended.then(() => Promise.reject(new Error('the dashboard ended before it was ready'))),
  ]);
  return { child, url, ended };
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
