'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { useLiveQuery, type LiveQuery } from '../../graphql/use-live-query.ts';
import { watchStream } from '../../graphql/watch-stream.ts';
import { NotesChangedDocument } from './notes-changed-document.ts';

/** How often notes are asked for where events do not come through; and where they do, in case one went astray. */
const everyMs = { alone: 1_500, beside: 20_000 };
/** Those of a whole dataset are more to load. */
const everyMsOfDataset = { alone: 10_000, beside: 120_000 };

/** Whose notes a query asks for: those of a datapoint by its id, those of a dataset by its short name, or, without either, the list of comments. */
export interface NotesOf {
  datapoint?: string;
  dataset?: string;
}

/**
 * Notes as they are now: what somebody else writes is here within two seconds by events of the API. Where they do not come through, it is
 * here as soon as it is asked for again.
 */
export function useLiveNotes<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { datapoint, dataset }: NotesOf,
): LiveQuery<Data> {
  const client = useClient();
  const [isStreamed, setStreamed] = useState(false);
  const pauses = dataset === undefined ? everyMs : everyMsOfDataset;
  const { data, error, isStale, retry } = useLiveQuery(query, variables, {
    pollMs: isStreamed ? pauses.beside : pauses.alone,
  });
  // A question that is under way is not asked anew, which would begin it again with each of many events: it is asked once more afterwards.
  const isAsking = useRef(true);
  const askAgain = useRef(false);
  useEffect(() => {
    isAsking.current = isStale;
    if (isStale || !askAgain.current) return;
    askAgain.current = false;
    retry();
  }, [isStale, retry]);
  const ask = useCallback(() => {
    if (isAsking.current) askAgain.current = true;
    else retry();
  }, [retry]);
  useEffect(() => {
    const stop = watchStream(
      client,
      NotesChangedDocument,
      { datapoint, dataset },
      {
        // The first event, too: a page that one comes back to shows what was there when it was left.
        onEvent: () => {
          setStreamed(true);
          ask();
        },
        onLost: () => {
          setStreamed(false);
          ask();
        },
      },
    );
    return () => {
      stop();
      setStreamed(false);
    };
  }, [client, datapoint, dataset, ask]);
  return { data, error, isStale, retry };
}
