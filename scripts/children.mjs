/** Children of the set-up scripts: they end with the script, whichever way it ends. Node's own modules only. */
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchLauncher } from './launcher.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const watcher = pathToFileURL(join(root, 'prisma', 'src', 'processes', 'end-with-parent.mjs'));
watcher.searchParams.set('parent', String(process.pid));

/** Flags of `node` that end a program with this one. */
export const attached = ['--import', watcher.href];

/** The same for a program that starts `node` itself, such as npm. */
export const attachedByOptions = {
  NODE_OPTIONS: [process.env.NODE_OPTIONS, ...attached].filter(Boolean).join(' '),
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end. A signal that reaches this process, or the end of the npm that started it, ends the program too.
 * @returns {Promise<{ status: number | null, signal: string | null, error?: Error }>}
 */
export function runChild(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    let told = null;
    const end = (signal) => {
      told ??= signal;
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    };
    const unwatch = watchLauncher(() => end('SIGTERM'));
    for (const signal of signals) process.on(signal, end);
    const done = (result) => {
      unwatch();
      for (const signal of signals) process.off(signal, end);
      resolve({ ...result, signal: result.signal ?? told });
    };
    child.once('error', (error) => done({ status: null, signal: null, error }));
    child.once('exit', (status, signal) => done({ status, signal }));
  });
}
