import { DomainError, shortHash, type Author } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { licenseOf } from './license.ts';
import { snapshotSelect, type SnapshotRow } from './snapshot-row.ts';

/** Fills in what nobody has given yet; what was given first stays, since it may be cited already. */
const fillIn = `UPDATE snapshot SET authors = CASE WHEN authors = '[]' THEN $2::jsonb ELSE authors END, license = coalesce(license, $3) WHERE hash = $1`;

/** Fills in what it can. */
export const addCitation = `${fillIn} AND ((authors = '[]' AND $2::jsonb <> '[]') OR (license IS NULL AND $3::text IS NOT NULL))`;

/** Writes nothing where one of the two is refused: what a snapshot was given it keeps for ever. */
const amendCitation = `${fillIn} AND ($2::jsonb = '[]' OR authors IN ('[]', $2::jsonb)) AND ($3::text IS NULL OR license IS NULL OR license = $3)`;

/**
 * Adds authors and a licence to a snapshot that lacks them. Its hash stays.
 * @throws DomainError INVALID_ARGUMENT when neither is given, or the licence is unknown; NOT_FOUND; CONFLICT when it has other ones already
 */
export async function amend(
  store: Store,
  hash: string,
  given: { authors: readonly Author[]; license?: string | null | undefined },
): Promise<SnapshotRow> {
  const license = licenseOf(given.license);
  if (given.authors.length === 0 && license === null)
    throw new DomainError('INVALID_ARGUMENT', 'Give the authors or the licence that the snapshot lacks.');
  await query(store, amendCitation, [hash, JSON.stringify(given.authors), license]);
  const [row] = await query<SnapshotRow>(store, `${snapshotSelect} WHERE s.hash = $1 GROUP BY s.hash`, [
    hash,
  ]);
  if (!row) throw new DomainError('NOT_FOUND', `There is no snapshot ${shortHash(hash)}.`);
  const kept = [
    ...(given.authors.length > 0 && textOf(row.authors) !== textOf(given.authors) ? ['authors'] : []),
    ...(license !== null && row.license !== license ? ['licence'] : []),
  ];
  if (kept.length > 0)
    throw new DomainError(
      'CONFLICT',
      `The snapshot ${shortHash(hash)} has other ${kept.join(' and ')} already. It keeps them, since it may be cited so.`,
    );
  return row;
}

const textOf = (authors: readonly Author[]): string =>
  JSON.stringify(authors.map(({ family, given, orcid }) => [family, given, orcid]));

/** Snapshots of the same runs whose hash covers their scores only, made before it covered series and units: newest first. */
export function olderForms(
  store: Store,
  { hash, runIds, experimentIds }: SnapshotRow,
): Promise<SnapshotRow[]> {
  if (experimentIds.length > 0) return Promise.resolve([]);
  return query(
    store,
    `${snapshotSelect} WHERE s.hash <> $1 GROUP BY s.hash
     HAVING array_agg(r.run_id ORDER BY r.run_id) = (SELECT array_agg(id ORDER BY id) FROM unnest($2::uuid[]) AS given(id))
       AND bool_and(r.findings_hash IS NULL) AND NOT EXISTS (SELECT FROM snapshot_experiment x WHERE x.snapshot_hash = s.hash)
     ORDER BY s.created_at DESC, s.hash`,
    [hash, runIds],
  );
}
