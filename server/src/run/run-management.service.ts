import { runs } from '@engram/store';
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

/** @throws DomainError as `runs.remove` */
export async function deleteRun({ store, loaders }: Context, key: string): Promise<DeletedRun> {
  const name = await runs.remove(store, key);
  loaders.run.clear(key);
  return { id: globalId('Run', key), name };
}
