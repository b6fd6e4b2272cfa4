import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { codeVersionOf, startOwnWorker } from '../worker-process.ts';

export function addWorker(engram: Command): void {
  engram
    .command('worker')
    .description('work on queued runs until stopped; several workers share the work')
    .action(
      action(async (context) => {
        const { engine } = context.settings;
        const store = await context.openStore();
        const worker = await startOwnWorker(context, store, await codeVersionOf(context));
        if (context.output.json)
          context.output.printJson({ id: worker.executorId, engine, processes: worker.processes });
        context.output.say(
          `Worker ${worker.executorId}: engine ${engine}, ${worker.processes} encoders at a time. Ctrl-C stops it.`,
        );
        await untilInterrupted(context.interrupted);
        context.output.say('Stopping; the next worker continues unfinished runs.');
      }),
    );
}

/** Resolves when Ctrl-C or SIGTERM comes; keeps the process alive until then. */
export async function untilInterrupted(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await sleep(2 ** 30, undefined, { signal }).catch(() => {});
}
