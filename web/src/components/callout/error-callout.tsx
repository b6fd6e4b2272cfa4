import type { CombinedError } from '@urql/core';
import { isOutdated, messageOf } from '../../graphql/api-error.ts';
import { Callout } from './callout.tsx';

/** An error response of the API, with its message; that a page is outdated is said once, above it (graphql-page.tsx). */
export function ErrorCallout({ error }: { error: CombinedError }) {
  if (isOutdated(error)) return null;
  return (
    <Callout tone="bad" title="The API rejected the request" isAlert>
      <p>{messageOf(error)}</p>
    </Callout>
  );
}
