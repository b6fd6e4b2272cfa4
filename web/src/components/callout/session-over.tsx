'use client';

import { SignInLink } from '../sign-in-link.tsx';
import styles from './callout.module.css';
import { Callout } from './callout.tsx';

/** Says that the token behind this page is no longer taken, and where to sign in again. */
export function SessionOver() {
  return (
    <div className={styles.notices}>
      <Callout tone="caution" title="You are no longer signed in." isAlert>
        <p>
          The API does not take the token of this session any more: it was revoked, or it expired.{' '}
          <SignInLink>Sign in again</SignInLink>
        </p>
      </Callout>
    </div>
  );
}
