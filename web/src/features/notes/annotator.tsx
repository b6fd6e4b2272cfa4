'use client';

import { SignInLink } from '../../components/sign-in-link.tsx';
import { useReader } from '../../session/reader.tsx';
import styles from './notes.module.css';

export const useMayAnnotate = (): boolean => useReader().mayAnnotate;

/** Says why there is nothing to write with, and what to do about it. */
export function ReadOnlyMessage() {
  const { tokenName, mayAnnotateSignedOut } = useReader();
  if (tokenName !== null)
    return (
      <p className={styles.readOnly}>
        Your token “{tokenName}” may only read. <SignInLink>Sign in</SignInLink> with one whose scope is{' '}
        <code>annotate</code> to write
        {mayAnnotateSignedOut ? ', or sign out: here you may write without one' : ''}.
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
