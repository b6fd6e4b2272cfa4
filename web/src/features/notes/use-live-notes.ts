'use client';

import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useLiveQuery, type LiveQuery } from '../../graphql/use-live-query.ts';
import { watchStream } from '../../graphql/watch-stream.ts';
import { NotesChangedDocument } from './notes-changed-document.ts';

const pollMs = 1_500;
/** Those of a whole dataset are more to load. */
const datasetPollMs = 10_000;
/** Whose notes a query asks for: those of a datapoint by its id, those of a dataset by its short name, or, without either, the list of comments. */
export interface NotesOf {
  datapoint?: string;
  dataset?: string;
}

/** While events arrive the notes are asked for now and then only, in case one went astray. */
const streamedPollMs = 20_000;

/**
 * Notes as they are now: what somebody else writes is here within two seconds, by events of the API, and by asking again where
 * they do not come through.
 */
export function useLiveNotes<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { datapoint, dataset }: NotesOf,
): LiveQuery<Data> {
  const client = useClient();
  const [isStreamed, setStreamed] = useState(false);
  const { data, error, isStale, retry } = useLiveQuery(query, variables, {
    pollMs: isStreamed ? streamedPollMs : dataset === undefined ? pollMs : datasetPollMs,
  });
  useEffect(() => {
    const stop = watchStream(
      client,
      NotesChangedDocument,
      { datapoint, dataset },
      {
        // The first event, too: a page that one comes back to shows what was there when it was left.
        onEvent: () => {
          setStreamed(true);
          retry();
        },
        onLost: () => {
          setStreamed(false);
          retry();
        },
      },
    );
    return () => {
      stop();
      setStreamed(false);
    };
  }, [client, datapoint, dataset, retry]);
  return { data, error, isStale, retry };
}
