import Link from 'next/link';
import { Suspense } from 'react';
import page from '../src/components/page.module.css';
import { UnknownShortId } from '../src/components/unknown-short-id.tsx';

export default function NotFound() {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>There is no such page</h1>
      <Suspense fallback={null}>
        <UnknownShortId />
      </Suspense>
      <p>
        The link may be mistyped, or what it names may be in another store.{' '}
        <Link href="/">See the runs in this one</Link>.
      </p>
    </main>
  );
}
