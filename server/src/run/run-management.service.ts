import { annotationLimits, tagSchema } from '@engram/core';
import { runs, type RunTagCount } from '@engram/store';
import { ArgumentError, checked } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import type { DeletedRun } from './run-payload.type.ts';
import { toRun } from './run.service.ts';
import type { Run } from './run.type.ts';

/** @throws DomainError as `runs.rename` */
export async function renameRun({ store, loaders }: Context, key: string, name: string): Promise<Run> {
  const row = await runs.rename(store, key, name);
  loaders.run.clear(key);
  return toRun(row);
}

/** @throws DomainError NOT_FOUND */
export async function setRunArchived(context: Context, key: string, isArchived: boolean): Promise<Run> {
  const row = await runs.setArchived(context.store, key, isArchived);
  context.loaders.run.clear(key);
  return toRun(row);
}

/** @throws ArgumentError that names the tag to change; DomainError as `runs.addTags` */
export async function changeRunTags(
  { store, loaders }: Context,
  key: string,
  given: readonly string[],
  change: 'addTags' | 'removeTags',
): Promise<Run> {
  const most = annotationLimits.tagsEach;
  if (given.length < 1 || given.length > most)
    throw new ArgumentError('tags', `'tags' has ${given.length} entries; it takes 1 to ${most} at once.`);
  const names = given.map((name, position) => checked(tagSchema, name, `tags.${position}`));
  const row = await runs[change](store, key, names);
  loaders.run.clear(key);
  return toRun(row);
}

export const countRunTags = ({ store }: Context): Promise<RunTagCount[]> => runs.countTags(store);

/** @throws DomainError as `runs.remove` */
export async function deleteRun({ store, loaders }: Context, key: string): Promise<DeletedRun> {
  const name = await runs.remove(store, key);
  loaders.run.clear(key);
  return { id: globalId('Run', key), name };
}
