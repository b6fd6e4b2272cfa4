import { FairSlots } from './fair-slots.ts';
import { OperationQueue, type OperationLimits } from './operation-queue.ts';

/** Gives back what was acquired, once however often it is called. */
export type Release = () => void;

/** What callers share over all processes of an API. */
export interface Slots {
  /** @returns null when the caller has its share of requests under way */
  acquireRequest(caller: string): Promise<Release | null>;
  /** @returns null when the caller has its share of streams open */
  acquireStream(caller: string): Promise<Release | null>;
  /** Waits until an operation of this cost may be executed. @returns null when no slot became free in time */
  acquireOperation(caller: string, cost: number): Promise<Release | null>;
}

export interface SlotLimits extends OperationLimits {
  /** Requests that are being answered or wait for it. */
  requests: number;
  /** Subscriptions that are open; those of runs each ask the database once a second, those of notes all together. */
  streams: number;
}

/** Slots that this process owns. */
export class OwnSlots implements Slots {
  readonly #requests: FairSlots;
  readonly #streams: FairSlots;
  readonly #operations: OperationQueue;

  constructor(limits: SlotLimits) {
    this.#requests = new FairSlots(limits.requests);
    this.#streams = new FairSlots(limits.streams);
    this.#operations = new OperationQueue(limits);
  }

  async acquireRequest(caller: string): Promise<Release | null> {
    return this.#requests.acquire(caller);
  }

  async acquireStream(caller: string): Promise<Release | null> {
    return this.#streams.acquire(caller);
  }

  acquireOperation(caller: string, cost: number): Promise<Release | null> {
    return this.#operations.acquire(caller, cost);
  }
}
