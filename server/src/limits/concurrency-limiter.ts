import type { ServerResponse } from 'node:http';
import { FairSlots } from './fair-slots.ts';
import { OperationQueue, type OperationLimits } from './operation-queue.ts';
import { UnreadAnswers } from './unread-answers.ts';

export interface ConcurrencyLimits extends OperationLimits {
  /** Requests that are being answered or wait for it. */
  requests: number;
  /** Subscriptions that are open; each asks the database once a second. */
  streams: number;
  /** Bytes of answers that their clients have not read yet. */
  unreadBytes: number;
}

export const concurrencyLimits: ConcurrencyLimits = {
  requests: 256,
  streams: 200,
  operations: 32,
  cost: 100_000,
  waitMs: 10_000,
  unreadBytes: 128 * 1024 * 1024,
};

/** Requests of which it is not known yet who asks, for each that is answered: they hold no more than their headers. */
const arrivals = 4;

/**
 * The requests under way in this process. It keeps memory bounded, whatever clients send and however slowly they read, and keeps
 * room for every caller, however much another one asks.
 */
export class ConcurrencyLimiter {
  readonly #unread: UnreadAnswers;
  readonly #requests: FairSlots;
  readonly #streams: FairSlots;
  readonly #operations: OperationQueue;

  constructor(private readonly limits: ConcurrencyLimits = concurrencyLimits) {
    this.#unread = new UnreadAnswers(limits.unreadBytes);
    this.#requests = new FairSlots(limits.requests);
    this.#streams = new FairSlots(limits.streams);
    this.#operations = new OperationQueue(limits);
  }

  /** Before it is known who asks. @returns whether there is room for one more request in this process */
  admit(response: ServerResponse): boolean {
    this.#unread.look();
    if (this.#unread.unanswered >= arrivals * this.limits.requests) return false;
    this.#unread.watch(response);
    return true;
  }

  /** @returns whether the caller may have one more request, which is held until its answer is written or its client is gone */
  acquireRequest(caller: string, response: ServerResponse): boolean {
    return held(this.#requests, caller, response);
  }

  /** @returns whether the caller may have one more stream, which is held until it ends */
  acquireStream(caller: string, response: ServerResponse): boolean {
    return held(this.#streams, caller, response);
  }

  /**
   * Waits until an operation of this cost may be executed.
   * @returns what to call when it was executed, or null when its turn did not come in time
   */
  acquireOperation(caller: string, cost: number): Promise<(() => void) | null> {
    return this.#operations.acquire(caller, cost);
  }
}

function held(slots: FairSlots, caller: string, response: ServerResponse): boolean {
  const release = slots.acquire(caller);
  if (release === null) return false;
  // Whether or not it is read: who does not read is cut off in time.
  response.once('prefinish', release);
  response.once('close', release);
  return true;
}
