import { setTimeout as sleep } from 'node:timers/promises';
import { notesRevision, type Store } from '@engram/store';
import { shared } from '../shared.ts';

/** What one person writes reaches another within 2 s; most of that is for the network and a busy machine. */
const pollIntervalMs = 300;

/** By dataset, how often its notes have changed. */
export type NotesRevisions = ReadonlyMap<string, string>;

/** Reads three times a second, for all streams of this process and only while there are any, how often notes have changed. */
export class NotesWatch {
  #next: Promise<NotesRevisions> | undefined;
  /** The state as it is now. @throws DomainError when the database is unavailable */
  readonly now: () => Promise<NotesRevisions>;

  constructor(store: Store) {
    this.now = shared(() => notesRevision.ofDatasets(store));
  }

  /** The state at the next reading, which all who wait for it share; null as soon as `signal` says that one waits no more. @throws as `now` */
  next(signal?: AbortSignal): Promise<NotesRevisions | null> {
    this.#next ??= sleep(pollIntervalMs, undefined, { ref: false }).then(() => {
      this.#next = undefined;
      return this.now();
    });
    return unlessAborted(this.#next, signal);
  }
}

/** Leaves nothing behind on either, of which a stream of hours waits for many. */
function unlessAborted<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(null);
    signal?.addEventListener('abort', leave, { once: true });
    void answer.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
  });
}
