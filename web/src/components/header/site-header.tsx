import Link from 'next/link';
import type { ReactNode } from 'react';
import { SiteNav } from './site-nav.tsx';
import { ThemeToggle } from './theme-toggle.tsx';
import styles from './site-header.module.css';

/** The head of every page: the way home, the sections, what else is at hand everywhere, and the theme. */
export function SiteHeader({ children }: { children: ReactNode }) {
  return (
    <header className={styles.header}>
      <div className={styles.inner}>
        <Link href="/" className={styles.home}>
          <svg className={styles.mark} viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="10.25" />
            <path d="M3.5 15.5c3 0 3.6-9 6.2-9s2.6 11 5 11 2.4-5.5 5.8-5.5" />
          </svg>
          <span className={styles.name}>Engram</span>
        </Link>
        <SiteNav />
        <div className={styles.tools}>
          {children}
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}
