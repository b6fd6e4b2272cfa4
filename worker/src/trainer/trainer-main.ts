/**
 * A trainer process: holds one engine with one thread and carries out one task at a time, or several where encoders train at once. It lives as long as the
 * channel to its worker: when the worker dies, even by kill -9, the channel closes and the trainer ends.
 */
import { engineLabel } from '../engine/engine.ts';
import { selectEngine } from '../engine/registry.ts';
import type { FromTrainer, ToTrainer, TrainerOptions } from './protocol.ts';
import { describeFailure } from './task-failure.ts';
import { TaskRunner } from './task-runner.ts';

const say = (message: FromTrainer): void => {
  if (process.connected) process.send?.(message);
};

process.on('disconnect', () => process.exit(0));
// A line for a worker that is gone, or a disk that is full, must not end the process by an error of its own.
process.stderr.on('error', () => undefined);
// Ctrl-C reaches the whole process group; the worker decides what it means.
process.on('SIGINT', () => {});

async function start(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as TrainerOptions;
  const { home, threads, encodersAtOnce, checkpointSeconds, engine: surveyed } = options;
  const engine = await selectEngine(surveyed.name, { threads, stacks: encodersAtOnce !== 1, surveyed });
  // In one graph the last digits of weights depend on which encoders share it.
  const label = engineLabel(engine) + (encodersAtOnce === 1 ? '' : ', several at once');
  const tasks = new TaskRunner(home, label, threads, encodersAtOnce, checkpointSeconds);
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
        (error: unknown) => say({ kind: 'failed', id, failure: describeFailure(error) }),
      )
      .finally(() => running.delete(id));
  });
  say({ kind: 'ready', engine: label });
}

start().catch((error: unknown) => {
  say({ kind: 'unfit', failure: describeFailure(error) });
  process.exitCode = 1;
  process.disconnect();
});
