import { Callout } from './callout.tsx';

interface Props {
  /** Such as 'scores'. */
  what: string;
  problem: string;
  retry: () => void;
}

/** What could not be loaded, why, and a way to ask for it again. */
export function NotLoaded({ what, problem, retry }: Props) {
  return (
    <Callout tone="caution" title={`The ${what} could not be loaded`} isAlert>
      <p>
        {problem}{' '}
        <button type="button" onClick={retry}>
          Try again
        </button>
      </p>
    </Callout>
  );
}
