import type { Command } from 'commander';
import { action } from '../../command.ts';
import { wholeNumber } from '../../options.ts';
import { seedStore } from '../../../../bench/api/seed-store.ts';

export function addBenchSeed(bench: Command): void {
  bench
    .command('seed')
    .description('fill the store with generated scores for measurements, without training')
    .option(
      '--datapoints <count>',
      'number of datapoints in the dataset',
      wholeNumber(100, 1_000_000),
      250_000,
    )
    .option('--runs <count>', 'number of runs over all datapoints', wholeNumber(1, 64), 4)
    .option('--seed <number>', 'random seed of the scores', wholeNumber(0, 0xffffffff), 0)
    .option('--fresh', 'replace the dataset of an earlier seed')
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const result = await seedStore(store, {
          datapoints: options.datapoints as number,
          runs: options.runs as number,
          seed: options.seed as number,
          fresh: options.fresh === true,
          codeVersion: context.settings.codeVersion ?? 'bench',
          report: (done) => context.output.say(`stored ${done}`),
        });
        context.output.result(
          result,
          () =>
            `Dataset ${result.dataset}: ${result.runs.length} runs, ${result.scores.toLocaleString('en')} scores in ` +
            `${(result.publishDurationMs / 1000).toFixed(1)} s (${result.scoresPerSecond.toLocaleString('en')} a second).\n` +
            result.runs.join('\n'),
        );
      }),
    );
}
