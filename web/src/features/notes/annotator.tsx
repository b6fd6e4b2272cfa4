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
export function ReadOnlyWords() {
  return (
    <p className={styles.readOnly}>
      You can read here, and not write. Whoever runs this dashboard can change that: those may write who open
      it on its own machine, under <code>localhost</code>, or everybody with{' '}
      <code>ENGRAM_DASHBOARD_SCOPE=annotate</code>.
    </p>
  );
}
