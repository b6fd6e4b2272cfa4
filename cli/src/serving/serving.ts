import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DomainError, presets } from '@engram/core';
import { forkAttached, tokens, type Store } from '@engram/store';
import type { ApiProcessesOptions, RunningProcesses, RunningServer, ServerOptions } from '@engram/server';
import type { Context } from '../command.ts';
import { figureMaker } from '../figures/figure-maker.ts';
import { scopeOfKey, scopeOfReaders } from '../settings/dashboard-scope.ts';
import { webEnvironment, type Settings } from '../settings/env.ts';
import { codeVersionOf } from '../worker-process.ts';

const dashboardEntry = fileURLToPath(new URL('../../../web/start.mjs', import.meta.url));
const apiEntry = fileURLToPath(new URL('./api-process.mjs', import.meta.url));
const startTimeoutMs = 60_000;
const buildTimeoutMs = 600_000;
const stopGraceMs = 5_000;

export interface Addresses {
  /** GraphQL. */
  api: string;
  dashboard: string;
}

export function formatAddresses({ api, dashboard }: Addresses): string {
  return `Dashboard  ${dashboard}\nAPI        ${api}`;
}

/** Serves API and dashboard until the command ends. */
export async function startServing(context: Context, store: Store): Promise<Addresses> {
  // Made anew at every start and never stored: the dashboard reads by it, whatever the API asks of others.
  const dashboardKey = tokens.newSecret();
  const { readAccessSettings } = await import('@engram/server');
  const access = readAccessSettings();
  const scope = scopeOfReaders({ ...context.settings, auth: access.auth });
  const { host, apiPort: port, apiProcesses } = context.settings;
  const shared = { host, port, dashboardKey, dashboardScope: scopeOfKey(scope) };
  let processes: RunningProcesses | null = null;
  // By default the signal would end the command.
  process.on('SIGUSR2', () => void replaceProcesses(context, processes));
  if (apiProcesses > 1)
    processes = await startProcesses(context, {
      ...shared,
      count: apiProcesses,
      rateLimit: access.rateLimit,
    });
  const { url } = processes ?? (await startHere(context, { ...shared, ...access, store }));
  const dashboard = await startDashboard(context, { apiUrl: url, apiToken: dashboardKey, scope });
  return { api: `${url}/graphql`, dashboard };
}

async function startHere(
  context: Context,
  options: Omit<ServerOptions, 'home' | 'figures' | 'runSettings'>,
): Promise<RunningServer> {
  const { startServer } = await import('@engram/server');
  const server = await startServer({
    ...options,
    home: context.settings.home,
    figures: figureMaker,
    runSettings: { codeVersion: await codeVersionOf(context), presets },
  });
  context.atEnd(() => server.close());
  return server;
}

/** The processes read all other settings for themselves. */
async function startProcesses(
  context: Context,
  options: Omit<ApiProcessesOptions, 'entry'>,
): Promise<RunningProcesses> {
  const { startApiProcesses } = await import('@engram/server');
  const server = await startApiProcesses({ ...options, entry: apiEntry });
  context.atEnd(() => server.close());
  return server;
}

/** What SIGUSR2 asks for: SIGHUP is what a closing terminal sends. */
async function replaceProcesses({ output }: Context, processes: RunningProcesses | null): Promise<void> {
  if (!processes)
    return output.say(
      'SIGUSR2 replaces the processes of the API, where ENGRAM_API_PROCESSES has made several and they have started. Stop this command and start it again.',
    );
  output.say('Replacing the processes of the API …');
  try {
    await processes.restart();
    output.say('New processes serve the API.');
  } catch (error) {
    output.say(`The API goes on with its old processes: ${(error as Error).message}`);
  }
}

/** How the dashboard reaches the API, and what its readers may do. */
interface ApiForDashboard {
  apiUrl: string;
  apiToken: string;
  scope: Settings['dashboardScope'];
}

/** The dashboard is a Next.js server in a process of its own; it ends with this one, however this one ends. */
async function startDashboard(context: Context, api: ApiForDashboard): Promise<string> {
  const { webHost, webPort } = context.settings;
  const child = forkAttached(dashboardEntry, [], {
    env: webEnvironment({ port: webPort, host: webHost, ...api }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  const listen = (text: Buffer): void => void (said = (said + text.toString()).slice(-2_000));
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const url = await ready(
    child,
    () => said,
    (path) =>
      context.output.say(`Checking the dashboard's build for ${path}; the first time it takes a minute …`),
  );
  let stopping = false;
  child.once('exit', (code, signal) => {
    if (stopping || context.interrupted.aborted) return;
    context.log('dashboard ended', { code, signal, said });
    context.output.say(
      `The dashboard ended unexpectedly (${signal ?? `exit code ${code}`}); the rest goes on.`,
    );
  });
  context.atEnd(() => {
    stopping = true;
    return stopChild(child);
  });
  return url;
}

/** Its address, as soon as it answers there. */
function ready(child: ChildProcess, said: () => string, building: (path: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let given: string | undefined;
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      // A crash of Node or Next gives no message of its own: its last line is the best there is.
      const reason = given ?? said().trim().split('\n').at(-1);
      reject(new DomainError('CONFLICT', `The dashboard ${what}: ${reason || 'it gave no reason.'}`));
    };
    const outOfTime = (): void => fail('did not start in time');
    let timer = setTimeout(outOfTime, startTimeoutMs);
    child.once('error', (error) => fail(`could not be started (${error.message})`));
    // When its output has been read to the end, so that the reason is complete.
    child.once('close', () => fail('did not start'));
    child.on('message', (message: { type?: string; url?: string; path?: string; reason?: string }) => {
      if (message.type === 'building') {
        clearTimeout(timer);
        timer = setTimeout(outOfTime, buildTimeoutMs);
        building(message.path ?? '');
      }
      if (message.type === 'failed') given = message.reason;
      if (message.type !== 'ready' || !message.url) return;
      clearTimeout(timer);
      child.removeAllListeners('close');
      resolve(message.url);
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
  await ended;
  clearTimeout(killer);
}
