import { isCanonicalUuid, viewAddressSchema, viewNameSchema } from '@engram/core';
import { savedViews, type SavedViewRow } from '@engram/store';
import { changerOf, mayChangeNote, type Caller } from '../access/caller.ts';
import { checked } from '../argument-error.ts';
import type { RemovalPayload } from '../comment/comment.type.ts';
import type { Context } from '../context.ts';
import { globalId, ownKey } from '../global-id.ts';
import { findRun } from '../run/run.service.ts';
import { SavedView, type SavedViewPayload } from './saved-view.type.ts';

const toSavedView =
  (caller: Caller) =>
  (row: SavedViewRow): SavedView =>
    Object.assign(new SavedView(), row, {
      id: globalId('SavedView', row.id),
      mayChange: mayChangeNote(caller, row.makerId),
    });

export async function findSavedView({ loaders, caller }: Context, id: string): Promise<SavedView | null> {
  const row = await loaders.savedView.load(id);
  return row && toSavedView(caller)(row);
}

export async function listSavedViews({ store, caller }: Context): Promise<SavedView[]> {
  return (await savedViews.list(store)).map(toSavedView(caller));
}

/** Null where the address is neither of a run nor of a datapoint seen from one, or the run is gone. */
export async function runNameOfView(context: Context, { address }: SavedView): Promise<string | null> {
  const [path = '', search = ''] = address.split(/[?#]/);
  const [, room, first] = path.split('/');
  const id = room === 'runs' ? first : room === 'datapoints' ? new URLSearchParams(search).get('run') : null;
  return id && isCanonicalUuid(id) ? ((await findRun(context, id))?.name ?? null) : null;
}

export async function saveView(
  { store, caller }: Context,
  name: string,
  address: string,
  replace: boolean,
): Promise<SavedViewPayload> {
  const view = {
    replace,
    name: checked(viewNameSchema, name, 'name'),
    address: checked(viewAddressSchema, address, 'address'),
  };
  return { view: toSavedView(caller)(await savedViews.save(store, view, changerOf(caller))) };
}

export async function renameView(
  { store, caller }: Context,
  id: string,
  name: string,
): Promise<SavedViewPayload> {
  const key = ownKey('SavedView', id, 'id');
  const given = checked(viewNameSchema, name, 'name');
  return { view: toSavedView(caller)(await savedViews.rename(store, key, given, changerOf(caller))) };
}

export async function removeView({ store, caller }: Context, id: string): Promise<RemovalPayload> {
  await savedViews.remove(store, ownKey('SavedView', id, 'id'), changerOf(caller));
  return { id };
}
