import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@engram/core';
import { attachedArguments, forkAttached } from '@engram/store';
import type { LoadJob, LoadResult } from './load.ts';

const nodeArguments = ['--import', import.meta.resolve('tsx')];
const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const startTimeoutMs = 60_000;

export interface MeasuredServer {
  url: string;
  /** Time its process has spent on processors so far. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server that tells its address by a message, and stops when it is left alone. */
export async function startMeasured(
  file: string,
  args: readonly string[] = [],
  { execArgv = [], env = {} }: { execArgv?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<MeasuredServer> {
  const child = forkAttached(file, args, {
    execArgv: [...nodeArguments, ...execArgv],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = await addressOf(child);
  return {
    url,
    async cpuMs() {
      const answer = once(child, 'message') as Promise<[{ cpuMs: number }]>;
      child.send('cpu');
      return (await answer)[0].cpuMs;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

export const startMeasuredApi = (
  o: { profileFolder?: string | undefined; processes?: number } = {},
): Promise<MeasuredServer> =>
  startMeasured(fileOf('measured-api.ts'), [], {
    execArgv: o.profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${o.profileFolder}`],
    env: { ENGRAM_API_PROCESSES: String(o.processes ?? 1) },
  });

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      child.kill('SIGKILL');
      reject(new DomainError('INTERNAL', 'The server to be measured did not start; it said why above.'));
    };
    const timer = setTimeout(fail, startTimeoutMs);
    child.once('exit', fail);
    child.once('message', ({ url }: { url: string }) => {
      clearTimeout(timer);
      child.off('exit', fail);
      resolve(url);
    });
  });
}

/** Asks from a process of its own, so that client and server do not share a thread. */
export async function load(job: LoadJob): Promise<LoadResult> {
  const child = spawn(process.execPath, [...attachedArguments(), ...nodeArguments, fileOf('load.ts')], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(JSON.stringify(job));
  const [result, said] = await Promise.all([
    json(child.stdout).catch(() => null) as Promise<LoadResult | null>,
    text(child.stderr),
  ]);
  if (!result)
    throw new DomainError('INTERNAL', `The client of the measurement failed: ${said.slice(0, 1500)}`);
  return result;
}
