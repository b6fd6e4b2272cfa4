import { annotationLimits, scopeIncludes, tagSchema } from '@engram/core';
import { tags, type DatapointKey } from '@engram/store';
import { changerOf, mayChangeNote } from '../access/caller.ts';
import { ArgumentError, checked } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { knownDataset } from '../dataset/dataset.service.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { datapointKey } from '../global-id.ts';
import { DatapointTag, TagCount, type TagsPayload } from './tag.type.ts';

const { datapointsAtOnce, tagsEach } = annotationLimits;

/** @throws DomainError NOT_FOUND for an unknown dataset */
export async function countTags({ store }: Context, slug: string): Promise<TagCount[]> {
  const dataset = await knownDataset(store, slug);
  const rows = await tags.count(store, dataset.id);
  return rows.map((row) => Object.assign(new TagCount(), row, { datasetKey: dataset.id }));
}

export function indicesWithTag({ loaders }: Context, { datasetKey, name }: TagCount): Promise<number[]> {
  return loaders.indicesOf(datasetKey).load(name);
}

/** Who may not annotate takes off none. */
export function lockedIndicesWithTag(context: Context, tag: TagCount): Promise<number[]> {
  if (!scopeIncludes(context.caller.scope, 'annotate')) return indicesWithTag(context, tag);
  return context.loaders.lockedIndicesOf(tag.datasetKey).load(tag.name);
}

export async function tagsOfDatapoint(
  { loaders }: Context,
  { datasetKey, index }: Datapoint,
): Promise<string[]> {
  const rows = await loaders.tagsOf.load({ datasetId: datasetKey, index });
  return rows.map(({ name }) => name);
}

export async function tagDetailsOf(
  { loaders, caller }: Context,
  { datasetKey, index }: Datapoint,
): Promise<DatapointTag[]> {
  const rows = await loaders.tagsOf.load({ datasetId: datasetKey, index });
  return rows.map(({ name, maker, makerId }) =>
    Object.assign(new DatapointTag(), { name, maker, mayChange: mayChangeNote(caller, makerId) }),
  );
}

export async function addTags(context: Context, ids: string[], names: string[]): Promise<TagsPayload> {
  const { keys, canonical } = whatToTag(ids, names);
  return { changedCount: await tags.add(context.store, keys, canonical, changerOf(context.caller).maker) };
}

export async function removeTags(context: Context, ids: string[], names: string[]): Promise<TagsPayload> {
  const { keys, canonical } = whatToTag(ids, names);
  return { changedCount: await tags.remove(context.store, keys, canonical, changerOf(context.caller)) };
}

/** @throws ArgumentError that names the entry to change */
function whatToTag(ids: string[], names: string[]): { keys: DatapointKey[]; canonical: string[] } {
  checkCount('datapoints', ids, datapointsAtOnce);
  checkCount('tags', names, tagsEach);
  return {
    keys: ids.map((id, position) => datapointKey(id, `datapoints.${position}`)),
    canonical: names.map((name, position) => checked(tagSchema, name, `tags.${position}`)),
  };
}

function checkCount(argument: string, list: readonly string[], most: number): void {
  if (list.length >= 1 && list.length <= most) return;
  throw new ArgumentError(
    argument,
    `'${argument}' has ${list.length} entries; it takes 1 to ${most} at once.`,
  );
}
