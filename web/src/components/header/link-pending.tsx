'use client';

import { useLinkStatus } from 'next/link';
import styles from './link-pending.module.css';

/** Within a link: a sign that its page is on its way, shown only when it takes a while. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return <span className={`${styles.sign} ${pending ? styles.pending : ''}`} aria-hidden="true" />;
}
