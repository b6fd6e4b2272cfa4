/**
 * A trainer process: holds one engine with one thread and carries out one task at a time. It lives as long as the
 * channel to its worker: when the worker dies, even by kill -9, the channel closes and the trainer ends.
 */
import { DomainError } from '@engram/core';
import { selectEngine, type EngineName } from '../engine/engine.ts';
import type { FromTrainer, TaskFailure, ToTrainer, TrainerOptions } from './protocol.ts';
import { TaskRunner } from './task-runner.ts';

const say = (message: FromTrainer): void => {
  if (process.connected) process.send?.(message);
};

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the worker decides what it means.
process.on('SIGINT', () => {});

function describe(error: unknown): TaskFailure {
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof DomainError)
    return { code: error.code, message: error.message, details: { ...error.details }, stack };
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    details: {},
    stack,
  };
}

async function start(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as TrainerOptions;
  const engine = await selectEngine(options.engine as 'auto' | EngineName, { threads: options.threads });
  const engineLabel = `${engine.name} ${engine.version}`;
  const tasks = new TaskRunner(options.home, engineLabel);
  const running = new Map<number, AbortController>();

  process.on('message', (message: ToTrainer) => {
    if (message.kind === 'abort') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, task } = message;
    const abort = new AbortController();
    running.set(id, abort);
    tasks
      .run(task, abort.signal, (progress) => say({ kind: 'progress', id, progress }))
      .then(
        (result) => say({ kind: 'done', id, result }),
        (error: unknown) => say({ kind: 'failed', id, failure: describe(error) }),
      )
      .finally(() => running.delete(id));
  });
  say({ kind: 'ready', engine: engineLabel });
}

start().catch((error: unknown) => {
  say({ kind: 'unfit', failure: describe(error) });
  process.exitCode = 1;
  process.disconnect();
});
