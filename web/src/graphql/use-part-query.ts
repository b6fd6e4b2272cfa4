'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useEffect, useId } from 'react';
import { isUnavailable } from './api-error.ts';
import { useReportFailure } from './failures.tsx';
import { useLiveQuery, type LiveQuery } from './use-live-query.ts';

/** `useLiveQuery` for a part of a page that says nothing of its own when the API refuses it: the page does. */
export function usePartQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: Parameters<typeof useLiveQuery<Data, Variables>>[2] = {},
): Omit<LiveQuery<Data>, 'error'> & {
  /** Whether the API said no, and not merely nothing. */
  isRefused: boolean;
} {
  const { error, ...rest } = useLiveQuery(query, variables, options);
  const report = useReportFailure();
  const key = useId();
  const { retry } = rest;
  useEffect(() => {
    report(key, error ? { error, retry, isRetried: true } : null);
    return () => report(key, null);
  }, [report, key, error, retry]);
  return { ...rest, isRefused: error !== undefined && !isUnavailable(error) };
}
