import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { StepMeasurement } from '../../../../bench/step/bench-step.ts';
import { action } from '../../command.ts';
import { wholeNumber } from '../../options.ts';
import { networkOf, withNetwork } from './network-options.ts';

function atOnceList(value: string): number[] {
  const numbers = value.split(',').map(Number);
  if (numbers.some((count) => !Number.isInteger(count) || count < 1 || count > 64))
    throw new InvalidArgumentError(
      'It must be whole numbers from 1 to 64 with commas between, such as 1,2,4.',
    );
  return numbers;
}

const line = ({
  network,
  atOnce,
  ms,
  viewsPerSecond,
  gflopsPerSecond,
  shareOfPeak,
}: StepMeasurement): string =>
  `${network}, ${atOnce} at once: ${ms.median.toFixed(1)} ms (${ms.p10.toFixed(1)}–${ms.p90.toFixed(1)}), ` +
  `${Math.round(viewsPerSecond)} views/s` +
  (gflopsPerSecond === null || shareOfPeak === null
    ? ''
    : `, ${gflopsPerSecond.toFixed(1)} GFLOP/s, ${(100 * shareOfPeak).toFixed(0)} % of the peak`);

export function addBenchStep(bench: Command): void {
  withNetwork(bench.command('step'))
    .description('time training steps and compare them with a matrix product on the same engine')
    .option('--steps <count>', 'timed steps', wholeNumber(1), 30)
    .option('--warm <count>', 'steps before them', wholeNumber(1), 5)
    .option('--at-once <list>', 'numbers of encoders in one graph', atOnceList, [1])
    .option('--peak-side <count>', 'side of the matrices whose product is the peak', wholeNumber(8), 1024)
    .action(
      action(async (context, options) => {
        const { benchStep } = await import('../../../../bench/step/bench-step.ts');
        const result = await benchStep({
          ...networkOf(options),
          engine: context.settings.engine,
          steps: options.steps as number,
          warm: options.warm as number,
          atOnce: options.atOnce as number[],
          peakSide: options.peakSide as number,
        });
        context.output.result(result, () =>
          [
            `${result.machine.processor}, ${result.engine}, one thread; a product reaches ${result.peakGflopsPerSecond.toFixed(1)} GFLOP/s`,
            ...result.measurements.map(line),
          ].join('\n'),
        );
      }),
    );
}
