import Link from 'next/link';
import page from './page.module.css';

/** Shown where an address names a run by a prefix that no id has, or several. */
export function AmbiguousRun({ problem }: { problem: string }) {
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
