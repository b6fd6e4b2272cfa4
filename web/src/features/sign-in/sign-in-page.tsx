import { commandLine } from '@engram/core';
import Link from 'next/link';
import { Callout } from '../../components/callout/callout.tsx';
import page from '../../components/page.module.css';
import { scopeMessages } from '../../messages/scope-messages.ts';
import type { ReaderPermissions } from '../../session/reader-permissions.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import styles from './sign-in.module.css';

/** Who the reader is to this dashboard and what they may do, and the way in and out. @param to where to go after signing in */
export function SignInPage({ permissions, to }: { permissions: ReaderPermissions; to: string }) {
  const { viewer, session, problem } = permissions;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <div className={styles.column}>
        <h1>{viewer ? 'You are signed in' : 'Sign in'}</h1>
        {viewer ? (
          <>
            <dl className={styles.facts}>
              <dt>Token</dt>
              <dd>{viewer.tokenName}</dd>
              <dt>Scope</dt>
              <dd>
                <code>{viewer.scope}</code>
              </dd>
              <dt>Expires</dt>
              <dd>
                <time dateTime={viewer.expiresAt}>{viewer.expiresAt.slice(0, 10)}</time>
              </dd>
            </dl>
            <p>{scopeMessages[viewer.scope]}</p>
            <SignOutButton />
            <p>
              <Link href={to}>{to === '/' ? 'To the runs' : 'Back to where you came from'}</Link>
            </p>
          </>
        ) : (
          <>
            {session === 'over' ? (
              <Callout tone="caution" title="Your last session is over.">
                Its token was revoked, or it expired. <SignOutButton />
              </Callout>
            ) : session === 'unknown' ? (
              <Callout tone="caution" title="Your token could not be checked.">
                {problem} You are not signed out. <SignOutButton />
              </Callout>
            ) : null}
            <p>{withoutToken(permissions)}</p>
            <SignInForm to={to} />
            <h2>Where a token comes from</h2>
            <p>Whoever runs this server makes one for you on its machine, and it is shown once:</p>
            <pre className={styles.command}>
              {commandLine('token create --name "Ada’s laptop" --scope annotate')}
            </pre>
            <p>
              The dashboard keeps it in a cookie that no script reads, until it expires, for 30 days at most,
              or until you sign out. More about <Link href="/docs/access">tokens and scopes</Link>.
            </p>
          </>
        )}
      </div>
    </main>
  );
}

function withoutToken({ mayAnnotateSignedOut, mayRead }: ReaderPermissions): string {
  if (!mayRead) return 'This dashboard shows its runs to those who sign in with a token.';
  return mayAnnotateSignedOut
    ? 'You may read and annotate here without signing in. With a token, your tags, comments and views carry its name.'
    : 'You may read here without signing in. To tag, comment and save views, sign in with a token whose scope is annotate or more.';
}
