import { authorSchema, commentSchema } from '@engram/core';
import { comments, type CommentRow } from '@engram/store';
import { checked } from '../argument-error.ts';
import type { Context } from '../context.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { datapointKey, globalId, ownKey } from '../global-id.ts';
import { Comment, type CommentPayload, type RemovalPayload } from './comment.type.ts';

function toComment({ id, text, author, createdAt }: CommentRow): Comment {
  return Object.assign(new Comment(), { id: globalId('Comment', id), text, author, createdAt });
}

export async function findComment({ loaders }: Context, id: string): Promise<Comment | null> {
  const row = await loaders.comment.load(id);
  return row && toComment(row);
}

export async function commentsOfDatapoint(
  { loaders }: Context,
  { datasetKey, index }: Datapoint,
): Promise<Comment[]> {
  return (await loaders.commentsOf.load({ owner: datasetKey, index })).map(toComment);
}

export async function addComment(
  { store }: Context,
  datapointId: string,
  given: { text: string; author?: string | null },
): Promise<CommentPayload> {
  const key = datapointKey(datapointId, 'datapoint');
  const text = checked(commentSchema, given.text, 'text');
  const author = checked(authorSchema, given.author ?? '', 'author');
  return { comment: toComment(await comments.add(store, { ...key, text, author })) };
}

export async function removeComment({ store }: Context, id: string): Promise<RemovalPayload> {
  await comments.remove(store, ownKey('Comment', id, 'id'));
  return { id };
}
