import { fork, type ChildProcess, type ForkOptions } from 'node:child_process';

const watcher = new URL('./end-with-parent.mjs', import.meta.url);

/** Arguments of `node` that bind a process to its parent, this process: see `end-with-parent.mjs`. */
export function attachedArguments(): string[] {
  const url = new URL(watcher);
  url.searchParams.set('parent', String(process.pid));
  return ['--import', url.href];
}

/**
 * Forks a process that ends with this one, however this one ends. None of our own flags are handed on (a test runner's loader, a
 * debugger's port), but those in `execArgv`.
 */
export function forkAttached(
  entry: string,
  args: readonly string[],
  options: ForkOptions & { execArgv?: string[] } = {},
): ChildProcess {
  return fork(entry, args, { ...options, execArgv: [...attachedArguments(), ...(options.execArgv ?? [])] });
}
