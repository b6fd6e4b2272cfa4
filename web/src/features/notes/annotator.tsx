'use client';

import { createContext, useContext, type ReactNode } from 'react';
import styles from './notes.module.css';

const MayAnnotate = createContext(false);

/** Tells the page below whether its reader may write notes. */
export function Annotator({ may, children }: { may: boolean; children: ReactNode }) {
  return <MayAnnotate value={may}>{children}</MayAnnotate>;
}

export const useMayAnnotate = (): boolean => useContext(MayAnnotate);

/** Says why there is nothing to write with, and what to do about it. */
export function ReadOnlyMessage() {
  return (
    <p className={styles.readOnly}>
      This dashboard is read-only for you. Its operator can change that: readers on the same machine, at{' '}
      <code>localhost</code>, may write; <code>ENGRAM_DASHBOARD_SCOPE=annotate</code> lets everybody write.
    </p>
  );
}
