'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback } from 'react';
import { useMayAnnotate } from './annotator.tsx';
import { useClient } from 'urql';
import { problemOf } from './problem-of.ts';

/** Sends a change to the API; answers null, or the message to show beside the control. */
export function useAnnotate() {
  const client = useClient();
  const mayAnnotate = useMayAnnotate();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<string | null> => {
      const { data, error } = await client.mutation(document, variables).toPromise();
      return data && !error ? null : problemOf(error, mayAnnotate);
    },
    [client, mayAnnotate],
  );
}
