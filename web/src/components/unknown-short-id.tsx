'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { shortIdsOf } from './short-ids-of.ts';

/** Where an address that leads nowhere names runs or an experiment by the beginnings of their ids, says that one begins none. */
export function UnknownShortId() {
  const { kind, ids } = shortIdsOf(usePathname(), useSearchParams());
  const [id, ...others] = ids;
  if (id === undefined) return null;
  return others.length === 0 ? (
    <p role="alert">
      There is no {kind} whose id begins with <code>{id}</code>.
    </p>
  ) : (
    <p role="alert">
      At least one of these does not begin the id of any {kind}: <code>{ids.join(', ')}</code>.
    </p>
  );
}
