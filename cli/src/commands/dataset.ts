import Table from 'cli-table3';
import { commandLine, DomainError } from '@engram/core';
import { datasets, heldReason, placeAddress, runs, type DatasetRow, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { formatMinute } from '../output/durations.ts';
import { amount } from '../output/amount.ts';
import { plain } from '../output/output.ts';

export function addDataset(engram: Command): void {
  const dataset = engram.command('dataset').description('list, show and delete imported datasets');
  addList(dataset);
  addShow(dataset);
  addDelete(dataset);
}

/** A dataset as the command gives it to machines. */
const record = ({ id, slug, name, datapointCount, contentHash, createdAt }: DatasetRow) => ({
  id,
  slug,
  name,
  datapointCount,
  contentHash,
  createdAt,
});

/** @throws DomainError NOT_FOUND, which names those that there are */
async function find(store: Store, slug: string): Promise<DatasetRow> {
  const found = await datasets.findBySlug(store, slug);
  if (found) return found;
  const known = (await datasets.list(store)).map((row) => row.slug);
  throw new DomainError(
    'NOT_FOUND',
    `There is no dataset '${plain(slug)}'. ${known.length === 0 ? `Import one with: ${commandLine('import dataset mnist')}` : `There are ${known.map(plain).join(', ')}.`}`,
  );
}

function addList(dataset: Command): void {
  dataset
    .command('list')
    .description('list the datasets, oldest first')
    .action(
      action(async (context) => {
        const store = await context.openStore();
        const rows = await datasets.list(store);
        const counts = await Promise.all(rows.map(({ slug }) => runs.count(store, { dataset: slug })));
        context.output.result(
          rows.map((row, at) => ({ ...record(row), runCount: counts[at]! })),
          () =>
            rows.length === 0
              ? `There are no datasets yet. Import one with: ${commandLine('import dataset mnist')}`
              : tableOf(rows, counts),
        );
      }),
    );
}

function tableOf(rows: readonly DatasetRow[], counts: readonly number[]): string {
  const table = new Table({
    head: ['dataset', 'name', 'datapoints', 'runs', 'imported'],
    style: { head: [], border: [], compact: true },
  });
  rows.forEach((row, at) =>
    table.push([
      plain(row.slug),
      plain(row.name),
      row.datapointCount,
      counts[at]!,
      formatMinute(row.createdAt),
    ]),
  );
  return table.toString();
}

function addShow(dataset: Command): void {
  dataset
    .command('show')
    .description('show a dataset with its classes')
    .argument('<dataset>', 'short name of the dataset')
    .action(
      action<[string]>(async (context, _options, slug) => {
        const store = await context.openStore();
        const row = await find(store, slug);
        const classes = await datasets.classesOf(store, [row.id]);
        const runCount = await runs.count(store, { dataset: slug });
        const listed = classes.map(({ index, name, datapointCount }) => ({ index, name, datapointCount }));
        context.output.result({ ...record(row), runCount, classes: listed }, () =>
          [
            `${plain(row.slug)}: ${plain(row.name)}, ${amount(row.datapointCount, 'datapoint')}, ${amount(runCount, 'run')}`,
            `Content hash ${row.contentHash}, imported ${formatMinute(row.createdAt)}`,
            ...classes.map(({ name, datapointCount }) => `  class ${plain(name)}: ${datapointCount}`),
          ].join('\n'),
        );
      }),
    );
}

function addDelete(dataset: Command): void {
  dataset
    .command('delete')
    .description('show what depends on a dataset; with --yes, delete it and its runs')
    .argument('<dataset>', 'short name of the dataset')
    .option('--yes', 'delete it')
    .action(
      action<[string]>(async (context, options, slug) => {
        const store = await context.openStore();
        await find(store, slug);
        const removal = (await datasets.removalOf(store, slug))!;
        const isDeleted = options.yes === true && (await datasets.remove(store, slug));
        const { datapointCount, runCount, scoreCount, noteCount } = removal;
        const reason = heldReason(removal, 'runs on it');
        const what = [
          amount(datapointCount, 'datapoint'),
          `${amount(runCount, 'run')} with ${amount(scoreCount, 'score')}`,
          `${noteCount} tags and comments`,
        ].join(', ');
        const place = await placeAddress(store);
        context.output.result({ slug, deleted: isDeleted, ...removal }, () =>
          isDeleted
            ? `Deleted the dataset '${plain(slug)}': ${what}.\n${filesSentence(place)}`
            : `The dataset '${plain(slug)}' has ${what}, which would be deleted with it.\n${
                reason
                  ? `It cannot be deleted: ${plain(reason)}.`
                  : `Nothing was deleted. To delete it: ${commandLine(`dataset delete ${slug} --yes`)}`
              }`,
        );
      }),
    );
}

function filesSentence(place: string): string {
  if (place === 'home')
    return `Its files stay, since another store may share ENGRAM_HOME; ${commandLine('doctor')} lists those that this one does not know.`;
  const prune =
    place === 'postgres'
      ? commandLine('artifacts prune')
      : `${commandLine('artifacts prune --only-store')} (if no other store uses this bucket and prefix)`;
  return `Its files stay in ${place}. Once they are a day old, remove those that nothing else names with: ${prune}`;
}
