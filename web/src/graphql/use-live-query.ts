'use client';

import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { isAway } from './api-error.ts';

const retryMs = 3_000;

export interface LiveQuery<Data> {
  /** The last answer; kept while a new one is on its way and while the API is away. */
  data: Data | undefined;
  error: CombinedError | undefined;
  /** Whether the data shown are older than what was asked for. */
  isStale: boolean;
  retry: () => void;
}

/** A query that keeps its last answer, asks again every `pollMs`, and tries again on its own when the API was away. */
export function useLiveQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: { pollMs?: ((data: Data) => number | null) | number | null; pause?: boolean } = {},
): LiveQuery<Data> {
  const [result, execute] = useQuery<Data, AnyVariables>({ query, variables, pause: options.pause ?? false });
  const [last, setLast] = useState(result.data);
  if (result.data !== undefined && result.data !== last) setLast(result.data);
  const data = result.data ?? last;

  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const pollMs =
    typeof options.pollMs === 'function' ? (data ? options.pollMs(data) : null) : (options.pollMs ?? null);
  const waitMs = isAway(result.error) ? retryMs : pollMs;
  useEffect(() => {
    if (waitMs === null || result.fetching) return;
    const timer = setTimeout(retry, waitMs);
    return () => clearTimeout(timer);
  }, [result, waitMs, retry]);

  return { data, error: result.error, isStale: result.fetching || result.data === undefined, retry };
}
