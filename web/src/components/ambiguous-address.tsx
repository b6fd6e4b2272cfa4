import Link from 'next/link';
import type { ReactNode } from 'react';
import page from './page.module.css';

/** Shown where an address names a run by a prefix that several ids have. */
export function AmbiguousRun({ problem }: { problem: string }) {
  return (
    <AmbiguousAddress title="Which run do you mean?" problem={problem}>
      <Link href="/">See all runs</Link>
    </AmbiguousAddress>
  );
}

/** The same of an experiment. */
export function AmbiguousExperiment({ problem }: { problem: string }) {
  return (
    <AmbiguousAddress title="Which experiment do you mean?" problem={problem}>
      <Link href="/experiments">See all experiments</Link>
    </AmbiguousAddress>
  );
}

function AmbiguousAddress({
  title,
  problem,
  children,
}: {
  title: string;
  problem: string;
  children: ReactNode;
}) {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>{title}</h1>
      <p role="alert">{problem}</p>
      <p>{children}</p>
    </main>
  );
}
