'use client';

import type { CombinedError } from '@urql/core';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { Callout } from '../components/callout/callout.tsx';
import styles from '../components/callout/callout.module.css';
import { useReader } from '../session/reader.tsx';
import { isOutdated, isUnauthenticated, isUnavailable, messageOf } from './api-error.ts';

interface Failure {
  error: CombinedError;
  retry: () => void;
  /** Whether the request is sent again by itself while the API is unavailable; of another the reader is told. */
  isRetried?: boolean;
}

/** @param key of the request; @param failure null when there is none any more */
type Report = (key: string, failure: Failure | null) => void;

const FailureReport = createContext<Report>(() => undefined);

/** By which a part of a page reports what the API refused it. */
export const useReportFailure = (): Report => useContext(FailureReport);

/** Says above a page or in a dialog, once, what its parts could not load and why, and lets the reader try again. */
export function Failures({ children }: { children: ReactNode }) {
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map());
  const report = useCallback<Report>((key, failure) => {
    setFailures((before) => {
      if (!failure && !before.has(key)) return before;
      const after = new Map(before);
      if (failure) after.set(key, failure);
      else after.delete(key);
      return after;
    });
  }, []);
  const { isSignedIn } = useReader();
  const refused = [...failures.values()].filter((failure) => !isSaidElsewhere(failure, isSignedIn));
  return (
    <FailureReport value={report}>
      {refused.length > 0 ? (
        <div className={styles.notices}>
          <Callout tone="bad" title="A part of this page could not be loaded" isAlert>
            {[...new Set(refused.map(({ error }) => textOf(error)))].map((message) => (
              <p key={message}>{message}</p>
            ))}
            <button type="button" onClick={() => refused.forEach(({ retry }) => retry())}>
              Try again
            </button>
          </Callout>
        </div>
      ) : null}
      {children}
    </FailureReport>
  );
}

const textOf = (error: CombinedError): string =>
  isUnavailable(error) ? 'The API does not answer.' : messageOf(error);

/**
 * While the API is unavailable queries retry by themselves; other errors the page says for all of it (graphql-page.tsx), and of a
 * token only to who has one: another that is refused is the dashboard's own.
 */
const isSaidElsewhere = ({ error, isRetried = false }: Failure, isSignedIn: boolean): boolean =>
  (isRetried && isUnavailable(error)) || isOutdated(error) || (isSignedIn && isUnauthenticated(error));
