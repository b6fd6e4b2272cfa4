import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import '@fontsource/stix-two-text/400.css';
import '@fontsource/stix-two-text/400-italic.css';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import { basePath } from '../src/base-path.ts';
import { AccountLink } from '../src/components/header/account-link.tsx';
import { SiteFooter } from '../src/components/header/site-footer.tsx';
import { SiteHeader } from '../src/components/header/site-header.tsx';
import { SavedViews } from '../src/features/saved-views/saved-views.tsx';
import { Share } from '../src/features/share/share.tsx';
import { readEnv } from '../src/env.ts';
import { apiAddressFor } from '../src/proxy/api-address.ts';
import { readerPermissions } from '../src/session/reader-permissions.ts';
import { ReaderProvider } from '../src/session/reader.tsx';
import { parseTheme, themeCookie } from '../src/theme.ts';

const inter = localFont({
  src: '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
});

export const metadata: Metadata = {
  title: { default: 'Engram', template: '%s · Engram' },
  description: 'Which datapoints do self-supervised encoders memorize?',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#14161a' },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const { mayAnnotate, mayCancel, mayAnnotateSignedOut, viewer, session } = await readerPermissions();
  const tokenName = viewer?.tokenName ?? null;
  const isSignedIn = session !== 'none';
  const apiAddress = apiAddressFor(await headers(), readEnv());
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme} className={inter.variable}>
      <head>
        {/* Next streams its own link after the page, too late: browsers have asked for /favicon.ico of the host by then. */}
        <link rel="icon" href={`${basePath}/icon.svg`} type="image/svg+xml" />
      </head>
      <body>
        <a className="skip-link" href="#content">
          Skip to the content
        </a>
        <ReaderProvider reader={{ mayAnnotate, mayCancel, mayAnnotateSignedOut, tokenName, isSignedIn }}>
          <SiteHeader>
            <Share apiAddress={apiAddress} />
            <SavedViews />
            {isSignedIn || !mayAnnotate ? (
              <AccountLink tokenName={tokenName} isUnknown={session === 'unknown'} />
            ) : null}
          </SiteHeader>
          {children}
          <SiteFooter apiAddress={apiAddress} />
        </ReaderProvider>
      </body>
    </html>
  );
}
