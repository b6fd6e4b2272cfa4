import type { RunStatus } from '@engram/core';
import { statusLabels } from '../messages/status-messages.ts';
import styles from './status-badge.module.css';

export function StatusBadge({ status }: { status: RunStatus }) {
  return <span className={`${styles.badge} ${styles[status.toLowerCase()]}`}>{statusLabels[status]}</span>;
}
