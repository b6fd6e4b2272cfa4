'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import styles from './site-header.module.css';

const sections = [
  { href: '/', label: 'Runs', isHere: (path: string) => path === '/' || path.startsWith('/runs') },
  { href: '/compare', label: 'Compare', isHere: (path: string) => path.startsWith('/compare') },
  { href: '/experiments', label: 'Experiments', isHere: (path: string) => path.startsWith('/experiments') },
  {
    href: '/docs',
    label: 'Docs',
    isHere: (path: string) => path.startsWith('/docs'),
    // The foot of every page leads there, too.
    needsRoom: true,
  },
];

/** The ways to the sections; the one that the reader is in is marked. */
export function SiteNav() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className={styles.nav}>
      {sections.map(({ href, label, isHere, needsRoom }) => (
        <Link
          key={href}
          href={href}
          className={needsRoom ? `${styles.link} ${styles.needsRoom}` : styles.link}
          aria-current={path === href ? 'page' : isHere(path) ? 'true' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
