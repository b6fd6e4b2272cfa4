import { authorSchema, commentSchema, invariant } from '@engram/core';
import { comments, type CommentRow } from '@engram/store';
import { changerOf, mayChangeNote, type Caller } from '../access/caller.ts';
import { checked } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { knownDataset } from '../dataset/dataset.service.ts';
import { findDatapoint } from '../datapoint/datapoint.service.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { datapointKey, globalId, ownKey } from '../global-id.ts';
import { connect } from '../pagination/connection.ts';
import { queryFingerprint } from '../pagination/cursor.ts';
import { newestFirstCursor, readNewestFirstCursor } from '../pagination/newest-first-cursor.ts';
import type { PageArgs } from '../pagination/page-args.ts';
import { pageRequest } from '../pagination/page-request.ts';
import { Comment, CommentConnection, type CommentPayload, type RemovalPayload } from './comment.type.ts';

const toComment =
  (caller: Caller) =>
  (row: CommentRow): Comment =>
    Object.assign(new Comment(), row, {
      id: globalId('Comment', row.id),
      mayChange: mayChangeNote(caller, row.makerId),
    });

export async function findComment({ loaders, caller }: Context, id: string): Promise<Comment | null> {
  const row = await loaders.comment.load(id);
  return row && toComment(caller)(row);
}

export async function commentsOfDatapoint(
  { loaders, caller }: Context,
  { datasetKey, index }: Datapoint,
): Promise<Comment[]> {
  return (await loaders.commentsOf.load({ datasetId: datasetKey, index })).map(toComment(caller));
}

export async function addComment(
  { store, caller }: Context,
  datapointId: string,
  given: { text: string; author?: string | null },
): Promise<CommentPayload> {
  const key = datapointKey(datapointId, 'datapoint');
  const text = checked(commentSchema, given.text, 'text');
  const author = checked(authorSchema, given.author ?? '', 'author');
  const row = await comments.add(store, { ...key, text, author, maker: changerOf(caller).maker });
  return { comment: toComment(caller)(row) };
}

/** @throws DomainError as `comments.edit` */
export async function editComment(
  { store, caller }: Context,
  id: string,
  given: { text: string; was?: string | null },
): Promise<CommentPayload> {
  const key = ownKey('Comment', id, 'id');
  const text = checked(commentSchema, given.text, 'text');
  const row = await comments.edit(store, key, { text, was: given.was }, changerOf(caller));
  return { comment: toComment(caller)(row) };
}

/** @throws DomainError NOT_FOUND for an unknown dataset */
export async function commentedIndices({ store }: Context, dataset: string): Promise<number[]> {
  return comments.commentedIndices(store, (await knownDataset(store, dataset)).id);
}

/** @throws DomainError as `comments.remove` */
export async function removeComment(
  { store, caller }: Context,
  id: string,
  was?: string | null,
): Promise<RemovalPayload> {
  await comments.remove(store, ownKey('Comment', id, 'id'), changerOf(caller), was);
  return { id };
}

/** @throws DomainError NOT_FOUND for an unknown dataset */
export async function pageOfComments(
  { store, caller }: Context,
  args: PageArgs,
  dataset: string | null,
): Promise<CommentConnection> {
  const fingerprint = queryFingerprint('comments', { dataset });
  const datasetId = dataset === null ? undefined : (await knownDataset(store, dataset)).id;
  const page = await comments.page(store, {
    filter: { datasetId },
    ...pageRequest(args, fingerprint, readNewestFirstCursor),
  });
  return connect(new CommentConnection(), page, toComment(caller), (row) =>
    newestFirstCursor(fingerprint, row),
  );
}

export async function datapointOfComment(
  context: Context,
  { datasetId, index }: Comment,
): Promise<Datapoint> {
  const datapoint = await findDatapoint(context, datasetId, index);
  invariant(datapoint, 'a comment goes with its datapoint');
  return datapoint;
}
