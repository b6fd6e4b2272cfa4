import type { CombinedError } from '@urql/core';
import { messageOf } from '../graphql/api-error.ts';
import { Callout } from './callout.tsx';

/** An answer of the API that says no. */
export function Refusal({ error }: { error: CombinedError }) {
  return (
    <Callout tone="bad" title="The API rejected the request" isAlert>
      <p>{messageOf(error)}</p>
    </Callout>
  );
}
