import Link from 'next/link';
import page from './page.module.css';

/** Stands where an address names a run by the beginning of an id that begins none, or several. */
export function UnclearRun({ problem }: { problem: string }) {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Which run do you mean?</h1>
      <p role="alert">{problem}</p>
      <p>
        <Link href="/">See all runs</Link>
      </p>
    </main>
  );
}
