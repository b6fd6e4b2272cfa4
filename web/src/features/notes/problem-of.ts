import type { CombinedError } from '@urql/core';
import { isUnavailable, messageOf } from '../../graphql/api-error.ts';

/** @param mayAnnotate whether the reader may write notes: what is forbidden then is somebody else's */
export function problemOf(error: CombinedError | undefined, mayAnnotate = false): string {
  if (!error || isUnavailable(error))
    return 'The API does not answer. Nothing you typed is lost: try again when it is back.';
  if (!mayAnnotate && error.graphQLErrors.some(({ extensions }) => extensions.code === 'FORBIDDEN'))
    return 'This dashboard is read-only for you. Sign in with a token that may write, at /sign-in.';
  return messageOf(error);
}
