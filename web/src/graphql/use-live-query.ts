'use client';

import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { isUnavailable } from './api-error.ts';
import { usePageVisible } from './use-page-visible.ts';

const retryMs = 3_000;

export interface LiveQuery<Data> {
  /** The last response; stays while a new one is loading and while the API is unavailable. */
  data: Data | undefined;
  error: CombinedError | undefined;
  /** Whether the data shown are older than what was asked for. */
  isStale: boolean;
  retry: () => void;
}

/**
 * A query that holds its last response, polls every `pollMs`, and retries by itself while the API is unavailable; in a tab in the
 * background it does neither, and asks at once when it is seen again and it is time.
 */
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
  const waitMs = isUnavailable(result.error) ? retryMs : pollMs;
  const isVisible = usePageVisible();
  const answeredAtMs = useRef(0);
  useEffect(() => {
    if (!result.fetching) answeredAtMs.current = performance.now();
  }, [result]);
  useEffect(() => {
    if (waitMs === null || result.fetching || !isVisible) return;
    const timer = setTimeout(retry, Math.max(0, answeredAtMs.current + waitMs - performance.now()));
    return () => clearTimeout(timer);
  }, [result, waitMs, retry, isVisible]);

  return { data, error: result.error, isStale: result.fetching || result.data === undefined, retry };
}
