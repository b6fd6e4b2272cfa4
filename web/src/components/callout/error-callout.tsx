import type { CombinedError } from '@urql/core';
import { messageOf } from '../../graphql/api-error.ts';
import { Callout } from './callout.tsx';

/** An error response of the API, with its message. */
export function ErrorCallout({ error }: { error: CombinedError }) {
  return (
    <Callout tone="bad" title="The API rejected the request" isAlert>
      <p>{messageOf(error)}</p>
    </Callout>
  );
}
