import { basename } from 'node:path';
import { commandLine, inputLayouts, policyKeys, policySchema } from '@engram/core';
import type { ImportedEnsemble } from '@engram/worker';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { nameOption, wholeNumber } from '../../options.ts';
import { importProgress } from '../../output/import-progress.ts';
import { codeVersionOf } from '../../worker-process.ts';

const numbers = (value: string): unknown =>
  value.split(',').map((each) => (each.trim() === '' ? each : Number(each)));
const sides = (value: string): unknown => {
  const found = value.split(/[x×,]/).map((each) => (each.trim() === '' ? each : Number(each)));
  return found.length === 1 ? found[0] : found;
};

const datapointsOption = new Option(
  '--datapoints <count>',
  'datapoints that are scored, as in a training; by default, all',
).argParser(wholeNumber(1));

export function addEncoders(importing: Command): void {
  importing
    .command('encoders')
    .description(
      'import encoders trained elsewhere, as ONNX models: an ensemble that `engram run ID` measures',
    )
    .argument('<path...>', 'FILE.onnx … in the order of the mask, or a folder of them')
    .requiredOption('--dataset <slug>', 'imported dataset that they were trained on')
    .option(
      '--trained-on <mask.npy>',
      'what each was trained on: [t, N], 1 = trained on; by default there are two, f trained on all and g on none',
    )
    .option(
      '--mean <values>',
      'mean that is subtracted from values in 0–1: one, or one a channel, such as .485,.456,.406',
      numbers,
    )
    .option('--std <values>', 'standard deviation that they are divided by', numbers)
    .option('--size <side>', 'side, or HxW, that images are resized to (bilinear)', sides)
    .addOption(new Option('--layout <layout>', 'order of the input').choices(inputLayouts))
    .option('--representation <output>', 'output that is the representation; by default, the last one')
    .addOption(
      new Option(
        '--policy <policy>',
        'views that are measured, which a run can change; by default, the first for such data',
      ).choices(policyKeys),
    )
    .addOption(datapointsOption)
    .option('--name <name>', 'name of the ensemble; by default, that of the first file', nameOption)
    .action(
      action<[string[]]>(async (context, options, paths) => {
        const { checkPreprocessing, importEncoders } = await import('@engram/worker');
        const { mean, std, size, layout, representation } = options;
        const preprocessing = checkPreprocessing(
          { mean, std, size, layout, representation },
          'The preprocessing',
        );
        const store = await context.openStore();
        const progress = importProgress(context, basename(paths[0]!).slice(0, 60));
        const ensemble = await importEncoders(store, context.settings.home, paths, {
          preprocessing,
          dataset: options.dataset as string,
          trainedOn: options.trainedOn as string | undefined,
          policy: policySchema.optional().parse(options.policy),
          datapoints: options.datapoints as number | undefined,
          name: options.name as string | undefined,
          codeVersion: await codeVersionOf(context),
          signal: context.interrupted,
          onProgress: (at) => progress.show(at),
        }).finally(() => progress.end());
        const { encoder, ...rest } = ensemble;
        const { input, layers, models } = encoder;
        context.output.result({ ...rest, input, layers, models }, () =>
          report(ensemble, options.dataset as string),
        );
      }),
    );
}

function report(
  { id, created, encoderCount, datapointCount, encoder }: ImportedEnsemble,
  dataset: string,
): string {
  const { input, layers } = encoder;
  return [
    `${created ? 'Imported' : 'Already there:'} the ensemble ${id} of ${encoderCount} encoders, for ${datapointCount} datapoints of '${dataset}'.`,
    `Input: ${input.height} × ${input.width} × ${input.channels} (${input.layout}, ${input.type}); mean ${input.mean.join(', ')}, standard deviation ${input.std.join(', ')}.`,
    `Layers: ${layers.map(({ name, dims }) => `${name} [${dims}]`).join(', ')}; the last is the representation.`,
    `Measure it with: ${commandLine(`run ${id.slice(0, 8)}`)}`,
  ].join('\n');
}
