import { commandLine } from '@engram/core';
import { queue } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { findRun } from '../ids/run-id.ts';
import { runRecord } from './runs.ts';

export function addCancel(engram: Command): void {
  engram
    .command('cancel')
    .description('stop a run and keep its finished encoders')
    .argument('<run>', 'id of the run, or the start of the id')
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const { id } = await findRun(store, given);
        const run = await queue.cancelRun(store, id);
        context.output.result(
          runRecord(run),
          () => `Cancelled '${run.name}' (${run.id}). Continue it with: ${commandLine(`resume ${run.id}`)}`,
        );
      }),
    );
}
