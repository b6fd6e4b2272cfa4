import Table from 'cli-table3';
import { encodersOf, presets, runConfigSchema } from '@engram/core';
import type { Command } from 'commander';
import { action } from '../command.ts';

/** A preset as the command gives it to machines: the name that `engram run` takes, and its whole configuration. */
const records = () =>
  Object.entries(presets).map(([name, input]) => ({ name, config: runConfigSchema.parse(input) }));

export function addPresets(engram: Command): void {
  engram
    .command('presets')
    .description('list the configurations that `engram run` knows by name')
    .action(
      action(async (context) => {
        const found = records();
        context.output.result(found, () => {
          const table = new Table({
            head: ['preset', 'dataset', 'datapoints', 'method', 'encoder', 'estimator', 'encoders', 'epochs'],
            style: { head: [], border: [], compact: true },
          });
          for (const { name, config } of found)
            table.push([
              name,
              config.dataset,
              config.datapoints ?? 'all',
              config.method.key,
              config.encoder.key,
              config.estimator.key,
              encodersOf(config.estimator, config.datapoints ?? 0),
              config.epochs,
            ]);
          return table.toString();
        });
      }),
    );
}
