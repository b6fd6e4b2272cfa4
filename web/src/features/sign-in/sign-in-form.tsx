'use client';

import { useState } from 'react';
import { basePath } from '../../base-path.ts';
import { sendSession } from './send-session.ts';
import styles from './sign-in.module.css';

/** A field for the token; what is wrong with it stands below. @param to where to go then */
export function SignInForm({ to }: { to: string }) {
  const [token, setToken] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    if (isBusy) return;
    setIsBusy(true);
    setProblem(null);
    const failed = token.trim() === '' ? 'Paste a token first.' : await sendSession(token);
    // Loaded anew, so that every part of the page knows who reads it.
    if (failed === null) return window.location.assign(basePath + to);
    setProblem(failed);
    setIsBusy(false);
  };
  return (
    // Sent before the page's scripts run, the form must not put the token into the address: by POST, and from a field without a name.
    <form
      className={styles.form}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label>
        <span>Token</span>
        <input
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          placeholder="engram_…"
          value={token}
          aria-invalid={problem !== null}
          aria-describedby="sign-in-problem"
          onChange={(event) => setToken(event.target.value)}
        />
      </label>
      <button type="submit" aria-disabled={isBusy}>
        Sign in
      </button>
      <p id="sign-in-problem" role="alert" className={styles.problem}>
        {problem}
      </p>
    </form>
  );
}
