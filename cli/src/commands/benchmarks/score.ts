import type { Command } from 'commander';
import { action } from '../../command.ts';
import { wholeNumber } from '../../options.ts';
import { networkOf, withNetwork } from './network-options.ts';

export function addBenchScore(bench: Command): void {
  withNetwork(bench.command('score'))
    .description('time the scoring of one encoder, from the pixels on')
    .option('--datapoints <count>', 'number of datapoints', wholeNumber(1), 500)
    .option('--views <count>', 'views of each datapoint', wholeNumber(2, 256), 10)
    .option('--rounds <count>', 'timed rounds', wholeNumber(1), 5)
    .action(
      action(async (context, options) => {
        const { benchScore } = await import('../../../../bench/score/bench-score.ts');
        const result = await benchScore({
          ...networkOf(options),
          engine: context.settings.engine,
          datapoints: options.datapoints as number,
          views: options.views as number,
          rounds: options.rounds as number,
        });
        const { network, engine, machine, seconds, viewsPerSecond } = result;
        context.output.result(
          result,
          () =>
            `${machine.processor}, ${engine}, one thread: ${network} ${Math.round(viewsPerSecond)} views/s ` +
            `(median of ${seconds.count}: ${seconds.median.toFixed(2)} s, ${seconds.p10.toFixed(2)}–${seconds.p90.toFixed(2)})`,
        );
      }),
    );
}
