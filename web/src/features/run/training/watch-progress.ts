import type { Client } from '@urql/core';
import { ownAddress } from '../../../base-path.ts';
import { RunProgressDocument, type StreamedProgress } from './run-progress-document.ts';

const retryMs = 3_000;

export interface ProgressWatch {
  onProgress: (progress: StreamedProgress) => void;
  /** The stream has ended, because the run has or because the API is unavailable; it is opened again until the watch ends. */
  onLost: () => void;
}

/** Follows a run over server-sent events. Returns what ends the watch. */
export function watchProgress(client: Client, id: string, { onProgress, onLost }: ProgressWatch): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe = () => {};
  const open = () => {
    const events = client.subscription(
      RunProgressDocument,
      { id },
      { url: ownAddress('/api/graphql/stream'), fetchSubscriptions: true },
    );
    ({ unsubscribe } = events.subscribe(({ data, error, hasNext }) => {
      if (data && !error) onProgress(data.runProgress);
      if (!error && hasNext !== false) return;
      unsubscribe();
      timer = setTimeout(open, retryMs);
      onLost();
    }));
  };
  open();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
