/** What can be done with experiments that are stored: list, show, export, cancel and resume them. */
import Table from 'cli-table3';
import { commandLine, DomainError, experimentCsv, experimentFormats } from '@engram/core';
import { experimentQueue, experiments } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { followExperiment, reportExperiment } from '../../follow-experiment.ts';
import { findExperiment } from '../../ids/experiment-id.ts';
import { limitOption } from '../../options.ts';
import { formatMinute } from '../../output/durations.ts';
import { experimentRecord, formatExperiment } from '../../output/experiment-report.ts';
import { plain } from '../../output/output.ts';
import { assertWorkerPossible, codeVersionOf } from '../../worker-process.ts';

function addList(command: Command): void {
  command
    .command('list')
    .description('list experiments, newest first')
    .option('--limit <n>', 'how many', limitOption, 20)
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const { rows } = await experiments.page(store, { first: options.limit as number });
        context.output.result(rows, () => {
          if (rows.length === 0)
            return `There are no experiments yet. Start one with: ${commandLine('experiment agreement --small')}`;
          const table = new Table({
            head: ['id', 'kind', 'name', 'status', 'created'],
            style: { head: [], border: [], compact: true },
          });
          for (const { id, kind, name, status, fraction, createdAt } of rows)
            table.push([
              ...[id.slice(0, 8), kind, plain(name)],
              ...[
                status === 'RUNNING' ? `RUNNING ${Math.round(100 * fraction)} %` : status,
                formatMinute(createdAt),
              ],
            ]);
          return table.toString();
        });
      }),
    );
}

const idArgument = ['<experiment>', 'id of the experiment, or the start of the id'] as const;

function addShow(command: Command): void {
  command
    .command('show')
    .description('show what an experiment found')
    .argument(...idArgument)
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const experiment = await findExperiment(store, given);
        if (context.output.json) context.output.printJson(await experimentRecord(store, experiment));
        else context.output.print(await formatExperiment(store, experiment));
      }),
    );
}

function addExport(command: Command): void {
  command
    .command('export')
    .description('write the series and statements of an experiment to stdout')
    .argument(...idArgument)
    .addOption(new Option('--format <format>', 'format').choices(experimentFormats).default('csv'))
    .action(
      action<[string]>(async (context, options, given) => {
        const store = await context.openStore();
        const experiment = await findExperiment(store, given);
        const exported = await experiments.exported(store, experiment);
        if (options.format === 'json' || context.output.json) context.output.printJson(exported);
        else await context.output.write(experimentCsv(exported));
      }),
    );
}

function addCancel(command: Command): void {
  command
    .command('cancel')
    .description('stop an experiment and the runs that only it waits for; finished encoders are kept')
    .argument(...idArgument)
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const { id } = await findExperiment(store, given);
        const experiment = await experimentQueue.cancelExperiment(store, id);
        context.output.result(
          await experimentRecord(store, experiment),
          () =>
            `Cancelled '${experiment.name}' (${id}). Continue it with: ${commandLine(`experiment resume ${id}`)}`,
        );
      }),
    );
}

function addResume(command: Command): void {
  command
    .command('resume')
    .description('continue an experiment that was stopped, cancelled or failed, and follow it')
    .argument(...idArgument)
    .action(
      action<[string]>(async (context, _options, given) => {
        const store = await context.openStore();
        const experiment = await findExperiment(store, given);
        const { id, status } = experiment;
        if (status === 'SUCCEEDED')
          throw new DomainError(
            'CONFLICT',
            `The experiment '${experiment.name}' (${id}) has succeeded: there is nothing to resume. See it with: ${commandLine(`experiment show ${id}`)}`,
          );
        const codeVersion = await codeVersionOf(context);
        await assertWorkerPossible(store, codeVersion);
        // One whose worker went away is still QUEUED or RUNNING: it only wants a worker.
        if (status === 'FAILED' || status === 'CANCELLED')
          await experimentQueue.resumeExperiment(store, id, { codeVersion });
        else experimentQueue.assertSameExperiment(experiment, codeVersion);
        await reportExperiment(context, store, id, await followExperiment(context, store, id));
      }),
    );
}

export function addStoredExperiments(command: Command): void {
  for (const add of [addList, addShow, addExport, addCancel, addResume]) add(command);
}
