import { datapoints, datasets, type DatapointRow, type DatapointSource, type Store } from '@engram/store';
import type { Context } from '../context.ts';
import { ArgumentError } from '../argument-error.ts';
import { knownDataset } from '../dataset/dataset.service.ts';
import { largestLookUp, largestPage } from '../limits/sizes.ts';
import { runKeyOf, runKeysOf } from '../run/run-key.ts';
import { toScore } from '../score/score.service.ts';
import type { Score } from '../score/score.type.ts';
import { Datapoint } from './datapoint.type.ts';

function toDatapoint(row: DatapointRow): Datapoint {
  return Object.assign(new Datapoint(), {
    datasetKey: row.datasetId,
    classIndex: row.class,
    index: row.index,
    contentHash: row.contentHash,
    imageUrl: row.thumbnailHash && `/images/${row.thumbnailHash}.png`,
  });
}

/** The datapoint that a score brought along. */
export function datapointOf(score: Score): Datapoint {
  const { datasetId, index, contentHash, datapointClass, thumbnailHash } = score;
  return toDatapoint({ datasetId, index, contentHash, class: datapointClass, thumbnailHash });
}

export async function findDatapoint(
  { loaders }: Context,
  datasetKey: string,
  index: number,
): Promise<Datapoint | null> {
  const row = await loaders.datapoint.load({ datasetId: datasetKey, index });
  return row && toDatapoint(row);
}

/** What the datapoint's source says of it. */
export const sourceOf = (
  { loaders }: Context,
  { datasetKey, index }: Datapoint,
): Promise<DatapointSource | null> => loaders.datapointSource.load({ datasetId: datasetKey, index });

export async function findDatapointBySlug(
  context: Context,
  slug: string,
  index: number,
): Promise<Datapoint | null> {
  const dataset = await datasets.findBySlug(context.store, slug);
  return dataset && findDatapoint(context, dataset.id, index);
}

/** Datapoints in the order asked for, null where unknown; further ones of equal content follow. Exactly one of the two lists must be given. */
export async function lookUpDatapoints(
  { store }: Context,
  slug: string,
  indices: number[] | null | undefined,
  contentHashes: string[] | null | undefined,
): Promise<(Datapoint | null)[]> {
  if (!indices === !contentHashes)
    throw new ArgumentError('indices', "Give either 'indices' or 'contentHashes'.");
  checkSize('indices', indices);
  checkSize('contentHashes', contentHashes);
  const dataset = await knownDataset(store, slug);
  return indices
    ? byIndex(store, dataset.id, indices)
    : byContentHash(store, dataset.id, contentHashes ?? []);
}

async function byIndex(store: Store, datasetKey: string, indices: number[]): Promise<(Datapoint | null)[]> {
  const rows = await datapoints.findByIndices(store, datasetKey, indices);
  const found = new Map(rows.map((row) => [row.index, toDatapoint(row)]));
  return indices.map((index) => found.get(index) ?? null);
}

/**
 * One entry a hash, in the order asked for: the first datapoint that has it, or null. Further datapoints of equal content follow behind
 * these, hash by hash, by index.
 * @throws ArgumentError when they are too many
 */
async function byContentHash(
  store: Store,
  datasetKey: string,
  hashes: string[],
): Promise<(Datapoint | null)[]> {
  // A look-up is charged by the number of hashes, so that it must not answer many more datapoints.
  const most = Math.max(hashes.length, largestPage);
  const rows = await datapoints.findByContentHashes(store, datasetKey, hashes, { limit: most + 1 });
  const found = new Map<string, Datapoint[]>();
  for (const row of rows) {
    const same = found.get(row.contentHash);
    if (same) same.push(toDatapoint(row));
    else found.set(row.contentHash, [toDatapoint(row)]);
  }
  const further = [...new Set(hashes)].flatMap((hash) => found.get(hash)?.slice(1) ?? []);
  const answer = [...hashes.map((hash) => found.get(hash)?.[0] ?? null), ...further];
  if (answer.length > most)
    throw new ArgumentError(
      'contentHashes',
      `'contentHashes' has ${hashes.length} entries, which stand for more than ${most} datapoints: many have the same content. Page through them by scores(filter: { contentHashes: … }).`,
    );
  return answer;
}

function checkSize(argument: string, list: readonly unknown[] | null | undefined): void {
  if (!list || list.length <= largestLookUp) return;
  throw new ArgumentError(
    argument,
    `'${argument}' has ${list.length} entries, but a look-up takes at most ${largestLookUp}. Split it into several queries.`,
  );
}

export async function scoresOfDatapoint(
  context: Context,
  datapoint: Datapoint,
  runIds: string[] | null | undefined,
): Promise<Score[]> {
  checkSize('runs', runIds);
  const keys = runIds ? await runKeysOf(context, runIds, (position) => `runs.${position}`) : undefined;
  const rows = await context.loaders
    .scoresOf(keys)
    .load({ datasetId: datapoint.datasetKey, index: datapoint.index });
  return rows.map(toScore);
}

/** One score a measure. @throws DomainError NOT_FOUND for an unknown run */
export async function scoresByMeasure(
  context: Context,
  { datasetKey, index }: Datapoint,
  runId: string,
): Promise<Score[]> {
  const key = await runKeyOf(context, runId, 'run');
  const rows = await context.loaders.scoresByMeasure(key).load({ datasetId: datasetKey, index });
  return rows.map(toScore);
}
