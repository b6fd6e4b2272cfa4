'use client';

import { useState } from 'react';
import { basePath } from '../../base-path.ts';
import { sendSession } from './send-session.ts';
import styles from './sign-in.module.css';

export function SignOutButton() {
  const [problem, setProblem] = useState<string | null>(null);
  const signOut = async (): Promise<void> => {
    const failed = await sendSession(null);
    if (failed === null) window.location.assign(`${basePath}/sign-in`);
    else setProblem(failed);
  };
  return (
    <>
      <button type="button" className={styles.out} onClick={() => void signOut()}>
        Sign out
      </button>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    </>
  );
}
