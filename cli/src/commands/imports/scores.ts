import { importedKey } from '@engram/core';
import { runs } from '@engram/store';
import type { ImportedScores } from '@engram/worker';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { nameOption } from '../../options.ts';
import { reportRun } from '../../output/report.ts';
import { codeVersionOf } from '../../worker-process.ts';
import { recognised } from './recognised.ts';

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 1))
    throw new InvalidArgumentError('Give a number between 0 and 1, such as 0.95.');
  return value;
}

/** Columns that options name, by the option. */
const columnOptions = {
  score: 'the scores',
  low: 'the lower ends of the intervals',
  high: 'their upper ends',
  se: 'the standard errors',
  index: 'the indices of the datapoints',
  hash: 'their content hashes',
  id: 'your own ids',
  label: 'the classes, which are compared with those of the dataset',
} as const;

export function addScoresImport(importing: Command): void {
  const command = importing
    .command('scores')
    .description(
      'store scores made elsewhere as a run of a dataset; datapoints are recognised by index, own id, content hash or order',
    )
    .argument(
      '<file>',
      'FILE.csv, FILE.parquet or FILE.npz: one score a datapoint, and low, high, se if you have them',
    )
    .requiredOption('--dataset <slug>', 'imported dataset that was scored')
    .option('--method-name <name>', `what the scores were made by; by default, '${importedKey}'`, nameOption)
    .option('--name <name>', 'name of the run; by default, the file name', nameOption)
    .addOption(
      new Option('--confidence <fraction>', 'confidence of the intervals in the file')
        .default(0.95)
        .argParser(fraction),
    );
  for (const [option, what] of Object.entries(columnOptions))
    command.option(`--${option} <column>`, `column or array of ${what}`);
  command.action(
    action<[string]>(async (context, options, file) => {
      const { importScores, scoreColumnOptions } = await import('@engram/worker');
      const columns = Object.fromEntries(
        Object.entries(scoreColumnOptions).flatMap(([column, option]) =>
          options[option] === undefined ? [] : [[column, options[option] as string]],
        ),
      );
      const store = await context.openStore();
      const slug = options.dataset as string;
      const imported = await importScores(store, file, {
        dataset: slug,
        methodName: options.methodName as string | undefined,
        name: options.name as string | undefined,
        confidence: options.confidence as number,
        columns,
        codeVersion: await codeVersionOf(context),
        signal: context.interrupted,
      });
      for (const line of remarks(imported, slug)) context.output.say(line);
      await reportRun(context, store, imported.id, await runs.find(store, imported.id));
    }),
  );
}

function remarks({ matchedBy, missingCount, ignored, created }: ImportedScores, slug: string): string[] {
  const names = ignored
    .slice(0, 8)
    .map((name) => `'${name}'`)
    .join(', ');
  return [
    `The datapoints of '${slug}' were recognised ${recognised[matchedBy]}.`,
    ...(missingCount > 0 ? [`${missingCount} of them have no score in the file.`] : []),
    ...(ignored.length > 0 ? [`Not read: ${names}${ignored.length > 8 ? ', …' : ''}.`] : []),
    ...(created ? [] : ['These scores were imported with these options before: nothing was stored anew.']),
  ];
}
