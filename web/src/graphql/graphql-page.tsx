'use client';

import { Client, fetchExchange, mapExchange, ssrExchange, type SSRData } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { Provider } from 'urql';
import styles from '../components/callout/callout.module.css';
import { Callout } from '../components/callout/callout.tsx';
import { ownAddress } from '../base-path.ts';
import { useReader } from '../session/reader.tsx';
import { signedInHeader } from '../session/signed-in-header.ts';
import { SessionOver } from '../components/callout/session-over.tsx';
import { Failures } from './failures.tsx';
import { isOutdated, isUnauthenticated, outdatedMessage } from './api-error.ts';
import { normalisedCache } from './normalised-cache.ts';
import { persistedExchange } from './persisted-exchange.ts';

/**
 * Gives a page its GraphQL client, filled with what the server already asked for. One client a page: opening a page again
 * shows fresh data, and going back and forth within it is answered from its cache.
 */
export function GraphqlPage({ ssr, children }: { ssr: SSRData; children: ReactNode }) {
  const [isOld, setOld] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const { isSignedIn } = useReader();
  const [client] = useState(
    () =>
      new Client({
        url: ownAddress('/api/graphql'),
        fetchOptions: { headers: isSignedIn ? { [signedInHeader]: '1' } : {} },
        exchanges: [
          mapExchange({
            onError(error) {
              // What the server asked for is answered while the page is drawn.
              queueMicrotask(() => {
                if (isOutdated(error)) setOld(true);
                if (isUnauthenticated(error)) setRefused(true);
              });
            },
          }),
          normalisedCache(),
          ssrExchange({ isClient: true, initialState: ssr }),
          persistedExchange,
          fetchExchange,
        ],
        preferGetMethod: false,
      }),
  );
  return (
    <Provider value={client}>
      {isOld ? (
        <div className={styles.notices}>
          <Callout tone="caution" title={outdatedMessage} isAlert>
            <button type="button" onClick={() => location.reload()}>
              Reload
            </button>
          </Callout>
        </div>
      ) : null}
      {isRefused && isSignedIn ? <SessionOver /> : null}
      <Failures>{children}</Failures>
    </Provider>
  );
}
