'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { SignInLink } from '../../components/sign-in-link.tsx';
import styles from './notes.module.css';

interface Rights {
  may: boolean;
  /** Name of the token that the reader signed in with; null without one. */
  tokenName: string | null;
}

const ReaderRights = createContext<Rights>({ may: false, tokenName: null });

/** Tells the page below whether its reader may write notes, and as whom. */
export function Annotator({ may, tokenName, children }: Rights & { children: ReactNode }) {
  return <ReaderRights value={{ may, tokenName }}>{children}</ReaderRights>;
}

export const useMayAnnotate = (): boolean => useContext(ReaderRights).may;

/** Says why there is nothing to write with, and what to do about it. */
export function ReadOnlyMessage() {
  const { tokenName } = useContext(ReaderRights);
  if (tokenName !== null)
    return (
      <p className={styles.readOnly}>
        Your token “{tokenName}” may only read. <SignInLink>Sign in</SignInLink> with one whose scope is{' '}
        <code>annotate</code> to write.
      </p>
    );
  return (
    <p className={styles.readOnly}>
      This dashboard is read-only for you. <SignInLink>Sign in</SignInLink> with a token that may write. Or
      its operator can change that: readers on the same machine, at <code>localhost</code>, may write;{' '}
      <code>ENGRAM_DASHBOARD_SCOPE=annotate</code> lets everybody write.
    </p>
  );
}
