import {
  defaultScoreColumns,
  DomainError,
  parseScoreColumns,
  scoreColumnNames,
  tableWriters,
  type TableForm,
} from '@engram/core';
import { snapshots } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import { wholeNumber } from '../../options.ts';

export function addTable(snapshot: Command): void {
  snapshot
    .command('table')
    .description('print the most memorized datapoints of each run as a table for a paper')
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .addOption(
      new Option('--format <format>', 'form of the table')
        .choices(Object.keys(tableWriters))
        .default('latex'),
    )
    .option('--columns <names>', `separated by commas, of: ${scoreColumnNames.join(', ')}`)
    .option('--links', 'link every number to its score, for `engram verify`; needs ENGRAM_PUBLIC_URL')
    .option('--top <count>', 'datapoints of each run', wholeNumber(1, snapshots.maxTableRows), 10)
    .action(
      action<[string]>(async (context, options, given) => {
        const columns =
          options.columns === undefined
            ? defaultScoreColumns
            : parseScoreColumns((options.columns as string).split(','));
        const { publicUrl } = context.settings;
        if (options.links && !publicUrl)
          throw new DomainError(
            'INVALID_ARGUMENT',
            'Links need the public address of the API: set ENGRAM_PUBLIC_URL, for example to https://scores.example.org.',
          );
        const store = await context.openStore();
        const row = await findSnapshot(store, given);
        const table = await snapshots.topScores(store, row, {
          top: options.top as number,
          columns,
          url: publicUrl ? `${publicUrl}/s/${row.hash}` : null,
        });
        const text = tableWriters[options.format as TableForm]({
          ...table,
          hasLinks: Boolean(options.links),
        });
        context.output.result({ ...table, text }, () => text.trimEnd());
      }),
    );
}
