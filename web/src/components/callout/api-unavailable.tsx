import { Callout } from './callout.tsx';

/** Said while the API cannot be reached; the page tries again on its own. */
export function ApiUnavailable({ hasData }: { hasData: boolean }) {
  return (
    <Callout tone="caution" title="The API does not answer" isAlert>
      <p>
        {hasData
          ? 'The page shows what was loaded before. It tries again every few seconds and continues when the API is back.'
          : 'The page tries again every few seconds and continues when the API is back.'}{' '}
        If the API is not running, start it with <code>npx engram serve</code>.
      </p>
    </Callout>
  );
}
