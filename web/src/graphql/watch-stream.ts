import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { ownAddress } from '../base-path.ts';

const firstRetryMs = 3_000;
const longestRetryMs = 60_000;

export interface StreamWatch<Data> {
  onEvent: (data: Data) => void;
  /** A stream that told something has ended, because what it tells has or because the API is unavailable; it is opened again until the watch ends. */
  onLost: () => void;
}

/**
 * Follows a subscription over server-sent events while the page can be seen: a browser has six connections to a server over
 * HTTP/1.1, which tabs in the background would keep from the one that is read. Returns what ends the watch.
 */
export function watchStream<Data, Variables extends AnyVariables>(
  client: Client,
  subscription: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { onEvent, onLost }: StreamWatch<Data>,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  let unsubscribe = () => {};
  /** Whether what was told is still believed to be all: until `onLost` says otherwise. */
  let hasTold = false;
  const close = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  const open = () => {
    const events = client.subscription<Data, AnyVariables>(subscription, variables, {
      url: ownAddress('/api/graphql/stream'),
      fetchSubscriptions: true,
    });
    ({ unsubscribe } = events.subscribe(({ data, error, hasNext }) => {
      if (data && !error) {
        hasTold = true;
        retryMs = firstRetryMs;
        onEvent(data);
      }
      if (!error && hasNext !== false) return;
      unsubscribe();
      // Pages that are refused for want of streams do not come back all at once, nor often.
      timer = setTimeout(open, retryMs * (0.5 + Math.random() / 2));
      retryMs = Math.min(2 * retryMs, longestRetryMs);
      if (hasTold) onLost();
      hasTold = false;
    }));
  };
  const follow = () => {
    close();
    if (document.visibilityState === 'visible') open();
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}
