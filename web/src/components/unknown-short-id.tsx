'use client';

import { isShortId } from '@engram/core';
import { usePathname, useSearchParams } from 'next/navigation';

/** Where an address that leads nowhere holds the beginning of one id, says that it begins none. */
export function UnknownShortId() {
  const path = usePathname().split('/').slice(1);
  const search = [...useSearchParams().values()].flatMap((value) => value.split(','));
  const [id, ...others] = new Set([...path, ...search].filter(isShortId));
  if (id === undefined || others.length > 0) return null;
  return (
    <p role="alert">
      There is no {path[0] === 'experiments' ? 'experiment' : 'run'} whose id begins with <code>{id}</code>.
    </p>
  );
}
