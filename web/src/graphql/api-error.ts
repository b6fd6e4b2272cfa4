import type { CombinedError } from '@urql/core';

/** Code that the same-origin route gives when the API does not answer. */
export const apiUnavailableCode = 'API_AWAY';

/** Whether the API could not be reached, as against an answer that says no. */
export function isUnavailable(error: CombinedError | undefined): boolean {
  if (!error) return false;
  return (
    Boolean(error.networkError) ||
    error.graphQLErrors.some((each) => each.extensions.code === apiUnavailableCode)
  );
}

/** What to tell the reader about an error that is an answer. */
export function messageOf(error: CombinedError): string {
  return error.graphQLErrors.map((each) => each.message).join(' ') || error.message;
}
