import type { CombinedError } from '@urql/core';
import { isUnavailable } from '../../graphql/api-error.ts';
import { ApiUnavailable } from './api-unavailable.tsx';
import { ErrorCallout } from './error-callout.tsx';

/** What keeps a page or a section from its data, if anything does. @param hasData whether it shows what it asked for before */
export function Trouble({ error, hasData }: { error: CombinedError | undefined; hasData: boolean }) {
  if (!error) return null;
  return isUnavailable(error) ? <ApiUnavailable hasData={hasData} /> : <ErrorCallout error={error} />;
}
