'use client';

import type { AnyVariables, CombinedError, TypedDocumentNode } from '@urql/core';
import { useCallback } from 'react';
import { useClient } from 'urql';
import { isUnavailable, messageOf } from '../../graphql/api-error.ts';

/** Sends a change to the API; answers null, or the message to show beside the control. */
export function useAnnotate() {
  const client = useClient();
  return useCallback(
    async <Data, Variables extends AnyVariables>(
      document: TypedDocumentNode<Data, Variables>,
      variables: Variables,
    ): Promise<string | null> => {
      const { data, error } = await client.mutation(document, variables).toPromise();
      return data && !error ? null : problemOf(error);
    },
    [client],
  );
}

export function problemOf(error: CombinedError | undefined): string {
  if (!error || isUnavailable(error))
    return 'The API does not answer. Nothing you typed is lost: try again when it is back.';
  if (error.graphQLErrors.some(({ extensions }) => extensions.code === 'FORBIDDEN'))
    return 'This dashboard is read-only for you. Its operator can allow writing: see docs/access.md.';
  return messageOf(error);
}
