import Link from 'next/link';
import page from '../src/components/page.module.css';

export default function NotFound() {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Nothing is kept at this address</h1>
      <p>
        The link may be mistyped, or the run may live in another store.{' '}
        <Link href="/">See the runs of this one</Link>.
      </p>
    </main>
  );
}
