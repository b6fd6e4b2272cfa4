import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { addBenchApi } from './benchmarks/api.ts';
import { addBenchScore } from './benchmarks/score.ts';
import { addBenchSeed } from './benchmarks/seed.ts';
import { addBenchStep } from './benchmarks/step.ts';
import { action } from '../command.ts';
import { wholeNumber } from '../options.ts';

function channelList(value: string): number[] {
  const channels = value.split(',').map(Number);
  if (channels.some((width) => !Number.isInteger(width) || width < 1 || width > 2048))
    throw new InvalidArgumentError(
      'It must be whole numbers from 1 to 2048 with commas between, such as 32,64,128.',
    );
  return channels;
}

export function addBench(engram: Command): void {
  const bench = engram.command('bench').description('run the benchmarks of Engram itself');
  addBenchSeed(bench);
  addBenchApi(bench);
  addBenchStep(bench);
  addBenchScore(bench);
  bench
    .command('pipeline')
    .description('train f and g, score the candidates and print the throughput')
    .option('--images <idx>', 'IDX file of images; by default, the digits of MNIST')
    .option('--n <count>', 'number of datapoints', wholeNumber(20), 2000)
    .option('--epochs <count>', 'number of epochs', wholeNumber(1), 3)
    .option('--batch <count>', 'batch size', wholeNumber(2), 128)
    .option('--views <count>', 'views of each datapoint for scoring', wholeNumber(2, 256), 10)
    .option('--channels <list>', 'output channels of small-conv', channelList, [32, 64, 128])
    .option('--processes <count>', 'encoders trained at the same time', wholeNumber(1, 256), 2)
    .action(
      action(async (context, options) => {
        const { benchPipeline } = await import('../../../bench/pipeline/bench-pipeline.ts');
        const result = await benchPipeline({
          images: options.images as string | undefined,
          datapoints: options.n as number,
          epochs: options.epochs as number,
          batch: options.batch as number,
          views: options.views as number,
          channels: options.channels as number[],
          processes: options.processes as number,
          engine: context.settings.engine,
        });
        context.output.result(result, () =>
          Object.entries(result)
            .map(
              ([name, value]) =>
                `${name.padEnd(22)} ${typeof value === 'number' ? Number(value.toPrecision(5)) : value}`,
            )
            .join('\n'),
        );
      }),
    );
}
