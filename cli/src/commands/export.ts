import { basename } from 'node:path';
import {
  DomainError,
  formatSize,
  isImported,
  policiesFor,
  policySchema,
  scoringConfigSchema,
} from '@engram/core';
import { artifacts, datasets, type Store } from '@engram/store';
import type { ExportViewsOptions } from '@engram/worker';
import type { Command } from 'commander';
import { action } from '../command.ts';
import { findRun } from '../ids/run-id.ts';
import { wholeNumber } from '../options.ts';
import { importProgress } from '../output/import-progress.ts';

export function addExport(engram: Command): void {
  engram
    .command('export')
    .description('write what Engram has for other programs')
    .command('views')
    .description('write the views that encoders are scored on: views [N, M, H, W, C] and index [N]')
    .argument('<run|dataset>', 'id of a run, or the slug of a dataset')
    .requiredOption('--out <file>', 'FILE.npz, or FILE.npy with the indices beside it')
    .option('--policy <policy>', 'of a dataset: policy of the views; by default, the first for such data')
    .option('--views <count>', 'of a dataset: views of a datapoint; by default, 10', wholeNumber(2, 256))
    .option('--seed <seed>', 'of a dataset: seed of the views; by default, 0', wholeNumber(0, 0xffffffff))
    .option(
      '--datapoints <count>',
      'of a dataset: datapoints, chosen as for a run; by default, all',
      wholeNumber(1),
    )
    .action(
      action<[string]>(async (context, options, source) => {
        const { exportViews } = await import('@engram/worker');
        const store = await context.openStore();
        const path = options.out as string;
        const progress = importProgress(context, basename(path).slice(0, 60));
        const what = await wanted(store, source, options);
        await artifacts.bringDataset(store, context.settings.home, what.datasetHash);
        const written = await exportViews(context.settings.home, {
          ...what,
          path,
          signal: context.interrupted,
          onProgress: (at) => progress.show(at),
        }).finally(() => progress.end());
        const bytes = 4 * written.shape.reduce((product, length) => product * length, 1);
        context.output.result(
          written,
          () =>
            `Wrote ${written.paths.join(' and ')}: views [${written.shape.join(', ')}], ${formatSize(bytes)}.`,
        );
      }),
    );
}

type Wanted = Pick<ExportViewsOptions, 'config' | 'datasetHash'>;

/** @throws DomainError NOT_FOUND, INVALID_CONFIG for what has no views here, INVALID_ARGUMENT for a setting of a run */
async function wanted(store: Store, source: string, options: Record<string, unknown>): Promise<Wanted> {
  const bySlug = await datasets.findBySlug(store, source);
  const given = ['policy', 'views', 'seed', 'datapoints'].filter((name) => options[name] !== undefined);
  if (bySlug) {
    if (!bySlug.hasImages) throw noViews(`The dataset '${source}'`);
    const scoring = scoringConfigSchema.safeParse(
      options.views === undefined ? {} : { views: options.views },
    );
    const policy = policySchema.safeParse(options.policy ?? policiesFor(bySlug.kind)[0]);
    if (!scoring.success || !policy.success)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `--views is a whole number from 2 to 256, and --policy one of ${policiesFor(bySlug.kind).join(', ')}.`,
      );
    const { seed = 0, datapoints } = options as { seed?: number; datapoints?: number };
    return {
      datasetHash: bySlug.contentHash,
      config: {
        seed,
        policy: policy.data,
        scoring: scoring.data,
        dataset: source,
        ...(datapoints && { datapoints }),
      },
    };
  }
  const run = await findRun(store, source);
  if (isImported(run.estimatorKey)) throw noViews(`The run ${source}`);
  if (given.length > 0)
    throw new DomainError('INVALID_ARGUMENT', `--${given[0]} is for a dataset: a run has its own views.`);
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  return { config: run.config, datasetHash: dataset!.contentHash };
}

const noViews = (what: string): DomainError =>
  new DomainError(
    'INVALID_CONFIG',
    `${what} was imported as representations: there are no datapoints to draw views of.`,
  );
