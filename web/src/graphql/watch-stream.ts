import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { ownAddress } from '../base-path.ts';

const retryMs = 3_000;

export interface StreamWatch<Data> {
  onEvent: (data: Data) => void;
  /** The stream has ended, because what it tells has or because the API is unavailable; it is opened again until the watch ends. */
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
  let unsubscribe = () => {};
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
      if (data && !error) onEvent(data);
      if (!error && hasNext !== false) return;
      unsubscribe();
      timer = setTimeout(open, retryMs);
      onLost();
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
