'use client';

import { SignInLink } from '../sign-in-link.tsx';
import styles from './callout.module.css';
import { Callout } from './callout.tsx';

/** Says that the session that this page was made for is over, and where to sign in again. */
export function SessionOver() {
  return (
    <div className={styles.notices}>
      <Callout tone="caution" title="You are no longer signed in." isAlert>
        <p>
          The token of this session was revoked, or it expired, or you signed out on another page.{' '}
          <SignInLink>Sign in again</SignInLink>
        </p>
      </Callout>
    </div>
  );
}
