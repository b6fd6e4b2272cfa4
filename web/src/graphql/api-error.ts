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

/** Code of a request by a hash that the API, or this dashboard, does not know. */
export const unknownDocumentCode = 'PERSISTED_QUERY_NOT_FOUND';

export const outdatedMessage =
  'This page is of another version of Engram than the one that runs now. Reload it.';

/** Whether the page belongs to another version of Engram than the one that answers. */
export function isOutdated(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some((each) => each.extensions.code === unknownDocumentCode) ?? false;
}

/** Whether the API does not know, or no longer takes, the token that was shown to it. */
export function isUnauthenticated(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some((each) => each.extensions.code === 'UNAUTHENTICATED') ?? false;
}

/** What to tell the reader about an error that is an answer. */
export function messageOf(error: CombinedError): string {
  if (isOutdated(error)) return outdatedMessage;
  return error.graphQLErrors.map((each) => each.message).join(' ') || error.message;
}
