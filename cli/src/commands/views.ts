import { writeFile } from 'node:fs/promises';
import {
  commandLine,
  DomainError,
  onDisk,
  operationsOf,
  policiesFor,
  policyKeys,
  unsupportedOperation,
  type DatapointValues,
  type OperationConfig,
  type PolicyConfig,
} from '@engram/core';
import { artifacts, datapoints, datasets, readPixels, type DatasetRow, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../command.ts';
import { readPolicy } from '../config/policy-source.ts';
import { ensureDataset } from '../ensure-dataset.ts';
import { wholeNumber } from '../options.ts';

/** @throws DomainError INVALID_ARGUMENT when the policy makes no views of this kind of data */
function assertMakesViews(policy: PolicyConfig, { slug, kind }: DatasetRow): void {
  const unsupported = unsupportedOperation(policy, kind);
  if (!unsupported) return;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `--policy: the operation '${unsupported.key}' is for ${unsupported.kinds.join(', ')}, and '${slug}' holds data of the kind ${kind}. ` +
      `Built in for it: ${policiesFor(kind).join(', ')}.`,
  );
}

async function datapointOf(
  context: Context,
  store: Store,
  slug: string,
  index: number,
): Promise<{ dataset: DatasetRow; values: DatapointValues }> {
  await ensureDataset(context, store, slug);
  const dataset = await datasets.findBySlug(store, slug);
  if (!dataset) {
    const known = (await datasets.list(store)).map((each) => each.slug).join(', ') || 'none';
    throw new DomainError(
      'NOT_FOUND',
      `There is no dataset '${slug}'; stored are: ${known}. Import it with ${commandLine('import dataset')}.`,
    );
  }
  const [datapoint] = await datapoints.findByIndices(store, dataset.id, [index]);
  if (!datapoint)
    throw new DomainError(
      'NOT_FOUND',
      `The dataset '${slug}' has no datapoint ${index}; its indices run from 0 to ${dataset.datapointCount - 1}.`,
    );
  await artifacts.bringDataset(store, context.settings.home, dataset.contentHash);
  return { dataset, values: await readPixels(context.settings.home, dataset, datapoint) };
}

export function addViews(engram: Command): void {
  engram
    .command('views')
    .description(
      'write a picture of a datapoint and the views of it that a policy makes, before anything is trained',
    )
    .argument('<dataset>', 'name of the dataset, such as mnist')
    .requiredOption(
      '--policy <policy>',
      `${policyKeys.join(', ')}; a file or text with {"operations": […]} in JSON; or the file of a configuration`,
    )
    .requiredOption('--index <index>', 'index of the datapoint in its dataset', wholeNumber(0))
    .option('--count <count>', 'number of views', wholeNumber(2, 100), 10)
    .option('--seed <seed>', 'seed of the run, or its seed of views', wholeNumber(0, 0xffffffff), 0)
    .requiredOption('--out <file>', 'PNG to write; one that exists is replaced')
    .action(
      action<[string]>(async (context, options, slug) => {
        const o = options as { policy: string; index: number; count: number; seed: number; out: string };
        const policy = await readPolicy(o.policy);
        const store = await context.openStore();
        const { dataset, values } = await datapointOf(context, store, slug, o.index);
        assertMakesViews(policy, dataset);
        const { drawViewsPicture, expandHome } = await import('@engram/worker');
        const config = { seed: o.seed, policy, scoring: { views: o.count } };
        const { kind, height, width, channels } = dataset;
        const shape = { height, width, channels };
        const png = await drawViewsPicture(config, { kind, shape, index: o.index, values });
        await onDisk(o.out, () => writeFile(expandHome(o.out), png));
        const operations = operationsOf(policy);
        context.output.result(
          {
            file: o.out,
            dataset: slug,
            index: o.index,
            seed: o.seed,
            views: o.count,
            policy: { operations },
          },
          () =>
            `Wrote ${o.out}: the datapoint ${o.index} of '${slug}' and ${o.count} views of it, as a run with the seed ${o.seed} scores them.\n` +
            operations.map(describeOperation).join('\n'),
        );
      }),
    );
}

/** `resized-crop: minArea .82, maxArea 1` */
function describeOperation({ key, ...settings }: OperationConfig): string {
  const list = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `  ${key}: ${list.join(', ')}`;
}
