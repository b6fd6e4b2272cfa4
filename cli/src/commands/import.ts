import { distances, type Distance } from '@engram/core';
import { Option, type Command } from 'commander';
import { action } from '../command.ts';
import { codeVersionOf } from '../hire-worker.ts';
import { nameOption } from '../options.ts';
import { reportRun } from '../report.ts';
import { runs } from '@engram/store';

export function addImport(engram: Command): void {
  const importing = engram
    .command('import')
    .description('bring in datasets, or representations computed elsewhere');
  addDataset(importing);
  addRepresentations(importing);
}

function addDataset(importing: Command): void {
  importing
    .command('dataset')
    .description('import a dataset: mnist, or idx:IMAGES,LABELS (gzipped or not)')
    .argument('<spec>', 'mnist | idx:IMAGES,LABELS')
    .option('--name <name>', 'name of the dataset; that of the images file when left out', nameOption)
    .action(
      action<[string]>(async (context, options, spec) => {
        const { datasetReader, importDataset } = await import('@engram/worker');
        datasetReader(spec);
        const store = await context.openStore();
        context.output.say(`Reading and storing ${spec} …`);
        const dataset = await importDataset(store, context.settings.home, spec, {
          name: options.name as string | undefined,
          signal: context.interrupted,
        });
        const { id, slug, name, datapointCount, contentHash, created } = dataset;
        context.output.result(
          { id, slug, name, datapointCount, contentHash, created },
          () =>
            `${created ? 'Imported' : 'Already there:'} the dataset '${slug}' (${datapointCount} datapoints, ${id}).`,
        );
      }),
    );
}

function addRepresentations(importing: Command): void {
  importing
    .command('representations')
    .description(
      'score representations computed elsewhere: an .npz with f and g [N, M, D], or encoders [t, N, M, D] and mask [t, N]',
    )
    .argument('<file>', 'FILE.npz')
    .addOption(new Option('--distance <distance>', 'd between two views').choices(distances).default('l2'))
    .option('--no-unit-norm', 'do not scale representations to length 1')
    .option('--name <name>', 'name of the run; the file name when left out', nameOption)
    .action(
      action<[string]>(async (context, options, file) => {
        const { importRepresentations } = await import('@engram/worker');
        const store = await context.openStore();
        const imported = await importRepresentations(store, file, {
          distance: options.distance as Distance,
          unitNorm: options.unitNorm !== false,
          name: options.name as string | undefined,
          codeVersion: await codeVersionOf(context),
        });
        if (!imported.created)
          context.output.say('This file was imported with these options before: nothing was stored anew.');
        await reportRun(context, store, imported.id, await runs.find(store, imported.id));
      }),
    );
}
