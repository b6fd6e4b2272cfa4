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
        Nothing is kept under index <code>{index}</code> of the dataset <code>{dataset}</code>. Indices run
        from 0 to one less than the number of datapoints; the link may be mistyped, or the dataset may live in
        another store. <Link href="/">See the runs of this one</Link>, and open a datapoint from there.
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
