/** Options that the benchmarks of an encoder share. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ImageShape } from '@engram/core';
import { defaultNetwork, networkNames, type NetworkOptions } from '../../../../bench/networks.ts';
import { wholeNumber } from '../../options.ts';

function shapeOption(value: string): ImageShape {
  const match = /^(\d{1,4})x(\d{1,4})x(\d)$/.exec(value);
  const [height = 0, width = 0, channels = 0] = (match ?? []).slice(1).map(Number);
  if (height < 1 || width < 1 || channels < 1)
    throw new InvalidArgumentError('It must be height, width and channels, such as 28x28x1.');
  return { height, width, channels };
}

export const withNetwork = (command: Command): Command =>
  command
    .addOption(new Option('--network <key>', 'encoder').choices(networkNames).default(defaultNetwork))
    .option('--shape <shape>', 'height, width and channels of an image', shapeOption, shapeOption('28x28x1'))
    .option('--batch <count>', 'datapoints of a batch, two views each', wholeNumber(2), 128)
    .option('--width <count>', 'width of resnet9, resnet18 or vit-tiny', wholeNumber(1))
    .option('--depth <count>', 'blocks of vit-tiny', wholeNumber(1));

export const networkOf = ({ network, shape, batch, width, depth }: Record<string, unknown>): NetworkOptions =>
  ({ network, shape, batch, width, depth }) as NetworkOptions;
