'use client';

import { Client, fetchExchange, ssrExchange, type SSRData } from '@urql/core';
import { useState, type ReactNode } from 'react';
import { Provider } from 'urql';
import { ownAddress } from '../base-path.ts';
import { normalisedCache } from './normalised-cache.ts';
import { persistedExchange } from './persisted-exchange.ts';

/**
 * Gives a page its GraphQL client, filled with what the server already asked for. One client a page: opening a page again
 * shows fresh data, and going back and forth within it is answered from its cache.
 */
export function GraphqlPage({ ssr, children }: { ssr: SSRData; children: ReactNode }) {
  const [client] = useState(
    () =>
      new Client({
        url: ownAddress('/api/graphql'),
        exchanges: [
          normalisedCache(),
          ssrExchange({ isClient: true, initialState: ssr }),
          persistedExchange,
          fetchExchange,
        ],
        preferGetMethod: false,
      }),
  );
  return <Provider value={client}>{children}</Provider>;
}
