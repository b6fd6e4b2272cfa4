import { basename } from 'node:path';
import { distances, type Distance } from '@engram/core';
import { runs } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { nameOption, wholeNumber } from '../../options.ts';
import { importProgress } from '../../output/import-progress.ts';
import { reportRun } from '../../output/report.ts';
import { codeVersionOf } from '../../worker-process.ts';
import { recognised } from './recognised.ts';

/** Arrays that come as `.npy` files of their own beside F.npy and G.npy, by the option. */
const arrayOptions = {
  mask: 'what each encoder was trained on [t, N], for ENCODERS.npy',
  index: 'indices of the datapoints',
  hash: 'their content hashes',
  id: 'ids that the source of the dataset gives them',
  labels: 'their classes',
} as const;

export function addRepresentations(importing: Command): void {
  const command = importing
    .command('representations')
    .description(
      'score representations computed elsewhere: f and g [N, M, D], or encoders [t, N, M, D] and mask [t, N]',
    )
    .argument(
      '<file...>',
      'FILE.npz, FILE.safetensors, FILE.parquet, F.npy G.npy, or ENCODERS.npy with --mask',
    )
    .option('--dataset <slug>', 'imported dataset that holds these datapoints, with images and classes')
    .addOption(
      new Option('--distance <distance>', 'distance between two views').choices(distances).default('l2'),
    )
    .option('--no-unit-norm', 'do not scale representations to length 1')
    .addOption(
      new Option('--views <count>', 'of Parquet: views in each flat list').argParser(wholeNumber(2, 2000)),
    )
    .option('--name <name>', 'name of the run; by default, the file name', nameOption);
  for (const [option, what] of Object.entries(arrayOptions))
    command.option(`--${option} <file.npy>`, `of .npy files: ${what}`);
  command.action(
    action<[string[]]>(async (context, options, paths) => {
      const { importRepresentations } = await import('@engram/worker');
      const store = await context.openStore();
      const progress = importProgress(context, basename(paths[0]!).slice(0, 60));
      const slug = options.dataset as string | undefined;
      const arrays = Object.fromEntries(
        Object.keys(arrayOptions).flatMap((option) =>
          options[option] === undefined ? [] : [[option, options[option] as string]],
        ),
      );
      const imported = await importRepresentations(
        store,
        { paths, arrays, views: options.views as number | undefined },
        {
          distance: options.distance as Distance,
          unitNorm: options.unitNorm !== false,
          name: options.name as string | undefined,
          dataset: slug,
          codeVersion: await codeVersionOf(context),
          signal: context.interrupted,
          onProgress: (at) => progress.show(at),
        },
      ).finally(() => progress.end());
      if (imported.matchedBy)
        context.output.say(`The datapoints of '${slug}' were recognised ${recognised[imported.matchedBy]}.`);
      if (!imported.created)
        context.output.say('These arrays were imported with these options before: nothing was stored anew.');
      await reportRun(context, store, imported.id, await runs.find(store, imported.id));
    }),
  );
}
