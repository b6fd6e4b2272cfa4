import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@engram/core';
import type { Store } from '@engram/store';
import type { Context } from './command.ts';
import { webEnvironment } from './env.ts';

const dashboardEntry = fileURLToPath(new URL('../../web/start.mjs', import.meta.url));
const startTimeoutMs = 30_000;
const stopGraceMs = 5_000;

export interface Addresses {
  /** GraphQL. */
  api: string;
  dashboard: string;
}

export function addressesInWords({ api, dashboard }: Addresses): string {
  return `Dashboard  ${dashboard}\nAPI        ${api}`;
}

/** Serves API and dashboard until the command ends. */
export async function startServing(context: Context, store: Store): Promise<Addresses> {
  const { host, apiPort } = context.settings;
  const { startServer } = await import('@engram/server');
  const server = await startServer({ store, port: apiPort, host });
  context.atEnd(() => server.close());
  return { api: server.url, dashboard: await startDashboard(context, server.url) };
}

/** The dashboard is a Next.js server in a process of its own. */
async function startDashboard(context: Context, apiUrl: string): Promise<string> {
  const { host, webPort } = context.settings;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${webPort}`;
  const child = spawn(process.execPath, [dashboardEntry], {
    env: webEnvironment({ port: webPort, host, apiUrl }),
    // A group of its own: Ctrl-C at the terminal reaches this process, which then ends the child.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (text: Buffer): void => void (said = (said + text.toString()).slice(-2_000));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  context.atEnd(() => stopChild(child));
  const deadline = performance.now() + startTimeoutMs;
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new DomainError(
        'CONFLICT',
        `The dashboard did not start on ${url}: ${said.trim().split('\n').slice(-3).join(' ') || 'it gave no reason'}. ` +
          'If the port is taken, choose another with ENGRAM_WEB_PORT.',
      );
    await sleep(150);
  }
  return url;
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    return true;
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
  await ended;
  clearTimeout(killer);
}
