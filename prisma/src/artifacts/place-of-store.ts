import { commandLine, DomainError, invariant } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { parsePlaceAddress, type PlaceAddress } from './place-address.ts';
import { PostgresPlace } from './postgres-place.ts';
import { S3Place } from './s3-place.ts';

/**
 * Notes where the artifacts of a new store lie: where ENGRAM_ARTIFACTS says, else in PostgreSQL if that is a server of its own, to which
 * workers on other machines come. A store that had files before it could choose has them in a home.
 * @throws DomainError CONFLICT when ENGRAM_ARTIFACTS names another place than that of the store
 */
export async function settlePlace(store: Store, asked: string | undefined): Promise<void> {
  const wanted = asked === undefined ? null : parsePlaceAddress(asked);
  const fallback: PlaceAddress = store.kind === 'external' ? 'postgres' : 'home';
  await query(
    store,
    `INSERT INTO artifact_place (address)
     SELECT CASE WHEN EXISTS (SELECT FROM dataset WHERE has_images) OR EXISTS (SELECT FROM encoder WHERE checkpoint_hash IS NOT NULL)
         OR EXISTS (SELECT FROM datapoint WHERE thumbnail_hash IS NOT NULL)
       THEN 'home' ELSE $1 END
     WHERE NOT EXISTS (SELECT FROM artifact_place) ON CONFLICT (id) DO NOTHING`,
    [wanted ?? fallback],
  );
  if (wanted === null) return;
  const address = await placeAddress(store);
  if (address !== wanted)
    throw new DomainError(
      'CONFLICT',
      `ENGRAM_ARTIFACTS=${wanted} is not where this store has its files: they are in ${address}. Leave the setting out, or move them with: ` +
        commandLine(`artifacts move ${wanted}`),
      { details: { setting: 'ENGRAM_ARTIFACTS' } },
    );
}

/** Where the artifacts of a store lie now; another process may move them at any time. */
export async function placeAddress(store: Store): Promise<PlaceAddress> {
  const [row] = await query<{ address: string }>(store, 'SELECT address FROM artifact_place');
  invariant(row, 'the place of artifacts is settled when the store is opened');
  return parsePlaceAddress(row.address);
}

export const setPlaceAddress = async (store: Store, address: PlaceAddress): Promise<void> =>
  void (await query(store, 'UPDATE artifact_place SET address = $1', [address]));

const buckets = new Map<string, S3Place>();

/** @returns null for `home`: what is there needs no other place */
export function openPlace(store: Store, address: PlaceAddress): ArtifactPlace | null {
  if (address === 'home') return null;
  if (address === 'postgres') return new PostgresPlace(store);
  // One client for each, which keeps its connections and credentials.
  const bucket = buckets.get(address) ?? new S3Place(address);
  buckets.set(address, bucket);
  return bucket;
}

export const currentPlace = async (store: Store): Promise<ArtifactPlace | null> =>
  openPlace(store, await placeAddress(store));
