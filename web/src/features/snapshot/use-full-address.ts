import { useSyncExternalStore } from 'react';
import { basePath } from '../../base-path.ts';

const never = () => () => undefined;

/** A page's address in full; only its path while the server draws, which does not know how readers reach it. */
export function useFullAddress(path: string): string {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  );
  return `${origin}${basePath}${path}`;
}
