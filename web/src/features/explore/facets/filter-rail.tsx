'use client';

import { useId, useState, type ReactNode } from 'react';
import page from '../../../components/page.module.css';
import { formatCount } from '../../../format.ts';
import styles from './filter-rail.module.css';

interface Props {
  /** Filters that are set. */
  applied: number;
  children: ReactNode;
}

/** The filters beside the datapoints; on a phone, behind a button that says how many are set. */
export function FilterRail({ applied, children }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <aside className={`${page.card} ${styles.rail} ${isOpen ? styles.open : ''}`}>
      <button
        type="button"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        data-opens-filters={!isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        Filters{applied > 0 ? ` (${formatCount(applied)})` : ''}
      </button>
      <div id={id} className={styles.filters}>
        {children}
      </div>
    </aside>
  );
}
