import type { RunStatus } from '@engram/core';
import styles from './status-badge.module.css';

const words: Record<RunStatus, string> = {
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'finished',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

export function StatusBadge({ status }: { status: RunStatus }) {
  return <span className={`${styles.badge} ${styles[status.toLowerCase()]}`}>{words[status]}</span>;
}
