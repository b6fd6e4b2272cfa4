import { Callout } from './callout.tsx';

/** Said while the API cannot be reached; the page tries again on its own. */
export function ApiAway({ hasData }: { hasData: boolean }) {
  return (
    <Callout tone="caution" title="The API does not answer" isAlert>
      <p>
        {hasData
          ? 'You see what was loaded before. The page asks again every few seconds and goes on when it is back.'
          : 'The page asks again every few seconds and goes on when it is back.'}{' '}
        If nothing is running, start it with <code>npx engram serve</code>.
      </p>
    </Callout>
  );
}
