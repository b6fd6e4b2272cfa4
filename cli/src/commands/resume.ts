import { commandLine, DomainError } from '@engram/core';
import { queue } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { followRun } from '../follow.ts';
import { assertWorkerPossible, codeVersionOf } from '../worker-process.ts';
import { findRun } from '../ids/run-id.ts';
import { reportRun } from '../output/report.ts';

export function addResume(engram: Command): void {
  engram
    .command('resume')
    .description('continue a run that was stopped, cancelled or failed, and follow it')
    .argument('<run>', 'id of the run, or the start of the id')
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const run = await findRun(store, given);
        if (run.status === 'SUCCEEDED')
          throw new DomainError(
            'CONFLICT',
            `The run '${run.name}' (${run.id}) has succeeded: there is nothing to resume. See it with: ${commandLine(`scores ${run.id}`)}`,
          );
        const codeVersion = await codeVersionOf(context);
        await assertWorkerPossible(store, codeVersion);
        // A run whose worker went away is still QUEUED or RUNNING: it only wants a worker.
        if (run.status === 'FAILED' || run.status === 'CANCELLED')
          await queue.resumeRun(store, run.id, { codeVersion });
        else queue.assertSameProgram(run, codeVersion);
        await reportRun(context, store, run.id, await followRun(context, store, run.id));
      }),
    );
}
