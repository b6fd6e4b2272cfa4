'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

/** What to do about an address that names no datapoint. */
export function UnknownDatapoint() {
  const [, , dataset = '', index = ''] = usePathname().split('/').map(decoded);
  return (
    <>
      <h1>There is no such datapoint</h1>
      <p>
        The dataset <code>{dataset}</code> has no datapoint <code>{index}</code>. Indices run from 0 to one
        less than the number of datapoints. The link may be mistyped, or the dataset may be in another store.{' '}
        <Link href="/">See the runs in this one</Link>, and open a datapoint from there.
      </p>
    </>
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
