import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

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
