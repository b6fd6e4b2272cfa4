import type { Store } from '../store.ts';
import { namedArtifacts } from './move-artifacts.ts';
import type { PlaceAddress } from './place-address.ts';
import { openPlace, placeAddress } from './place-of-store.ts';

/** Where the artifacts of a store lie, and what is there. */
export interface PlaceState {
  address: PlaceAddress;
  /** Files that the store names. */
  fileCount: number;
  /** What the place holds, and which of those files it lacks; null where it is the home: each machine has its own. */
  held: { sizeBytes: number; missing: string[] } | null;
}

export async function placeState(store: Store): Promise<PlaceState> {
  const address = await placeAddress(store);
  const names = await namedArtifacts(store);
  const files = await openPlace(store, address)?.list('');
  if (!files) return { address, fileCount: names.length, held: null };
  const isHeld = new Set(files.map(({ path }) => path));
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return {
    ...{ address, fileCount: names.length },
    held: { sizeBytes, missing: names.filter((path) => !isHeld.has(path)) },
  };
}
