import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { action } from '../../command.ts';
import { wholeNumber } from '../../options.ts';
import { benchApi, formatMeasurement } from '../../../../bench/api/bench-api.ts';

function clientList(value: string): number[] {
  const numbers = value.split(',').map(Number);
  if (numbers.some((clients) => !Number.isInteger(clients) || clients < 1 || clients > 1024))
    throw new InvalidArgumentError(
      'It must be whole numbers from 1 to 1024 with commas between, such as 1,16,64.',
    );
  return numbers;
}

export function addBenchApi(bench: Command): void {
  bench
    .command('api')
    .description('measure latency and throughput of the API on a store filled by `engram bench seed`')
    .option(
      '--datapoints <count>',
      'number of datapoints in the seeded dataset',
      wholeNumber(100, 1_000_000),
      250_000,
    )
    .option('--clients <list>', 'numbers of requests at the same time', clientList, [1, 16, 64])
    .option('--seconds <count>', 'duration of a measurement', wholeNumber(1, 600), 3)
    .option('--rounds <count>', 'measurements of each kind', wholeNumber(1, 100), 3)
    .option('--only <text>', 'run only measurements with this text in their name')
    .option('--profile <folder>', 'write a CPU profile of the server to this folder')
    .action(
      action(async (context, options) => {
        const store = await context.openStore();
        const result = await benchApi(store, {
          datapoints: options.datapoints as number,
          clients: options.clients as number[],
          durationMs: 1000 * (options.seconds as number),
          rounds: options.rounds as number,
          only: options.only as string | undefined,
          profileFolder: options.profile as string | undefined,
          report: (line) => context.output.say(line),
        });
        context.output.result(result, () =>
          [
            `${result.machine}, ${result.database}, ${result.scores.toLocaleString('en')} scores`,
            ...result.measurements.map(formatMeasurement),
          ].join('\n'),
        );
      }),
    );
}
