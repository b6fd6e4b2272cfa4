import { randomUUID } from 'node:crypto';
import { annotationLimits, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import type { DatapointKey } from '../datapoints/datapoint-repository.ts';
import {
  cutPage,
  keysetSql,
  keysetValues,
  pageOf,
  type NewestFirstOptions,
  type NewestFirstPage,
} from '../statements/newest-first.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { changerSql, changerValues, othersNoteError, type Maker, type NoteChanger } from './maker.ts';
import { countChangeSql } from './notes-revision.ts';

export interface CommentRow extends DatapointKey {
  id: string;
  text: string;
  /** As they named themselves; null when they did not. */
  author: string | null;
  /** The token by which it was written, and its name; null without one. */
  makerId: string | null;
  maker: string | null;
  createdAt: Date;
  /** When it was last given another text; null for one that stands as it was written. */
  editedAt: Date | null;
  /** Name of the token by which that was done; null without one. */
  editor: string | null;
}

/** Most comments that are read at once, over all datapoints asked for: 20 million characters. */
const maxAtOnce = 10_000;
const columns =
  'c.id, c.dataset_id AS "datasetId", c.index, c.text, c.author, c.maker_id AS "makerId", c.maker, c.created_at AS "createdAt", c.edited_at AS "editedAt", c.editor';

/**
 * Writes a comment under a datapoint.
 * @param input as core's commentSchema and authorSchema make it
 * @throws DomainError NOT_FOUND for an unknown datapoint; LIMIT_EXCEEDED when it has 1,000 comments
 */
export async function add(
  store: Store,
  input: DatapointKey & { text: string; author: string | null; maker?: Maker | null },
): Promise<CommentRow> {
  const { datasetId, index, text, author, maker } = input;
  const [row] = await query<CommentRow & { known: boolean }>(
    store,
    `WITH known AS (SELECT dataset_id, index FROM datapoint WHERE dataset_id = $2 AND index = $3),
       c AS (
         INSERT INTO comment (id, dataset_id, index, text, author, maker_id, maker)
         SELECT $1, dataset_id, index, $4, $5, $6::uuid, $7 FROM known
         WHERE (SELECT count(*) FROM comment WHERE dataset_id = $2 AND index = $3) < ${annotationLimits.commentsEach}
         RETURNING *),
       counted AS (${countChangeSql('c')})
     SELECT EXISTS (SELECT FROM known) AS known, ${columns} FROM (VALUES (1)) one LEFT JOIN c ON true`,
    [randomUUID(), datasetId, index, text, author, maker?.id ?? null, maker?.name ?? null],
  );
  const { known, ...comment } = row!;
  if (!known) throw new DomainError('NOT_FOUND', `Datapoint ${index} is not stored here.`);
  if (comment.id === null)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `Datapoint ${index} has ${annotationLimits.commentsEach} comments, which is as many as there may be; remove some first.`,
    );
  return comment;
}

/**
 * Gives a comment another text; the old one is kept nowhere.
 * @param input.text as core's commentSchema makes it
 * @param input.was the text that is to be replaced; without it, whatever stands there
 * @throws DomainError NOT_FOUND; FORBIDDEN where somebody else wrote it; CONFLICT where the text is neither `was` nor `text`
 */
export async function edit(
  store: Store,
  id: string,
  { text, was }: { text: string; was?: string | null },
  by: NoteChanger,
): Promise<CommentRow> {
  if (!isUuid(id)) throw unknownError();
  const [row] = await query<{ known: boolean; mine: boolean; of: string | null } & CommentRow>(
    store,
    `WITH c AS (
       UPDATE comment SET text = $2, edited_at = CASE WHEN text = $2 THEN edited_at ELSE now() END,
         editor = CASE WHEN text = $2 THEN editor ELSE $3 END
       WHERE id = $1 AND ($4::text IS NULL OR text IN ($4, $2)) AND ${changerSql(5)} RETURNING *),
       changed AS (SELECT c.dataset_id FROM c JOIN comment before USING (id) WHERE before.text <> c.text),
       counted AS (${countChangeSql('changed')}),
       before AS (SELECT maker, ${changerSql(5)} AS mine FROM comment WHERE id = $1)
     SELECT before.mine IS NOT NULL AS known, before.mine, before.maker AS of, ${columns}
     FROM (VALUES (1)) one LEFT JOIN before ON true LEFT JOIN c ON true`,
    [id, text, by.maker?.name ?? null, was ?? null, ...changerValues(by)],
  );
  const { known, mine, of, ...comment } = row!;
  if (comment.id !== null) return comment;
  if (!known) throw unknownError();
  throw mine ? changedError() : othersNoteError('comment', of);
}

/**
 * @param was the text that is to go; without it, whatever stands there
 * @throws DomainError NOT_FOUND; FORBIDDEN where somebody else wrote it; CONFLICT where the text is not `was`
 */
export async function remove(store: Store, id: string, by: NoteChanger, was?: string | null): Promise<void> {
  if (!isUuid(id)) throw unknownError();
  const [row] = await query<{ isGone: boolean; mine: boolean; maker: string | null }>(
    store,
    `WITH gone AS (
       DELETE FROM comment WHERE id = $1 AND ($2::text IS NULL OR text = $2) AND ${changerSql(3)} RETURNING *),
       counted AS (${countChangeSql('gone')})
     SELECT EXISTS (SELECT FROM gone) AS "isGone", ${changerSql(3)} AS mine, maker FROM comment WHERE id = $1`,
    [id, was ?? null, ...changerValues(by)],
  );
  if (!row) throw unknownError();
  if (row.isGone) return;
  throw row.mine ? changedError() : othersNoteError('comment', row.maker);
}

const unknownError = (): DomainError =>
  new DomainError('NOT_FOUND', 'There is no such comment; somebody removed it.');

const changedError = (): DomainError =>
  new DomainError(
    'CONFLICT',
    'Somebody changed this comment in the meantime. Read what it says now, then try again.',
  );

/** Comments newest first, one statement a page. @param filter.datasetId only on its datapoints */
export async function page(
  store: Store,
  options: NewestFirstOptions & { filter?: { datasetId?: string } },
): Promise<NewestFirstPage<CommentRow>> {
  const { limit, backward } = pageOf(options, 'comment');
  const found = await query<CommentRow>(
    store,
    `SELECT ${columns} FROM comment c WHERE ($1::uuid IS NULL OR c.dataset_id = $1) AND ${keysetSql('c', 2, backward)}`,
    [options.filter?.datasetId ?? null, ...keysetValues(options, limit)],
  );
  return cutPage(found, options);
}

/** Indices of the datapoints of a dataset that have a comment, ascending. */
export async function commentedIndices(store: Store, datasetId: string): Promise<number[]> {
  const rows = await query<{ index: number }>(
    store,
    'SELECT DISTINCT index FROM comment WHERE dataset_id = $1 ORDER BY index',
    [datasetId],
  );
  return rows.map(({ index }) => index);
}

/** Ids that name no comment are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<CommentRow[]> {
  return query(store, `SELECT ${columns} FROM comment c WHERE c.id = ANY($1::uuid[])`, [ids.filter(isUuid)]);
}

/**
 * The comments of datapoints, the oldest first.
 * @throws DomainError LIMIT_EXCEEDED when there are more than 10,000
 */
export async function ofDatapoints(store: Store, keys: readonly DatapointKey[]): Promise<CommentRow[]> {
  const rows = await query<CommentRow>(
    store,
    `SELECT ${columns} FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[]) AS k(dataset_id, index)) k
     JOIN comment c USING (dataset_id, index) ORDER BY c.created_at, c.id LIMIT ${maxAtOnce + 1}`,
    [keys.map((key) => key.datasetId), keys.map((key) => key.index)],
  );
  if (rows.length > maxAtOnce)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `These datapoints have more than ${maxAtOnce} comments together; ask for fewer datapoints at a time.`,
    );
  return rows;
}
