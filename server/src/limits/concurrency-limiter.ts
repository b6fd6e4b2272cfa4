import { DomainError } from '@engram/core';
import type { ServerResponse } from 'node:http';
import { FairSlots } from './fair-slots.ts';
import { OperationQueue, type OperationLimits } from './operation-queue.ts';
import { UnreadAnswers } from './unread-answers.ts';

export interface ConcurrencyLimits extends OperationLimits {
  /** Requests that are being answered or wait for it. */
  requests: number;
  /** Subscriptions that are open; each asks the database once a second. */
  streams: number;
  /** Connections to the database that operations share. */
  connections: number;
  /** Bytes of answers that their clients have not read yet. */
  unreadBytes: number;
}

export const concurrencyLimits: ConcurrencyLimits = {
  requests: 256,
  streams: 200,
  operations: 32,
  cost: 200_000,
  waitMs: 10_000,
  connections: 4,
  unreadBytes: 128 * 1024 * 1024,
};

/** How long a statement waits while other callers hold all connections. */
const connectionWaitMs = 15_000;

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
  readonly #connections: OperationQueue;

  constructor(private readonly limits: ConcurrencyLimits = concurrencyLimits) {
    this.#unread = new UnreadAnswers(limits.unreadBytes);
    this.#requests = new FairSlots(limits.requests);
    this.#streams = new FairSlots(limits.streams);
    this.#operations = new OperationQueue(limits);
    this.#connections = new OperationQueue({
      operations: limits.connections,
      cost: Infinity,
      waitMs: connectionWaitMs,
    });
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
   * @returns what to call when it was executed, or null when no slot became free in time
   */
  acquireOperation(caller: string, cost: number): Promise<(() => void) | null> {
    return this.#operations.acquire(caller, cost);
  }

  /**
   * Waits until the caller may hold one more connection to the database: one caller never holds all of them.
   * @returns what to call when the connection was given back
   * @throws DomainError OVERLOADED when others hold all connections for 15 s
   */
  async acquireConnection(caller: string): Promise<() => void> {
    const release = await this.#connections.acquire(caller, 1);
    if (release) return release;
    throw new DomainError(
      'OVERLOADED',
      `Others held all database connections for ${connectionWaitMs / 1000} s. Ask again in a second, or for less.`,
    );
  }
}

function held(slots: FairSlots, caller: string, response: ServerResponse): boolean {
  // Who has left is told nothing, and would never give the slot back.
  if (response.closed) return false;
  const release = slots.acquire(caller);
  if (release === null) return false;
  // Whether or not it is read: who does not read is cut off in time.
  response.once('prefinish', release);
  response.once('close', release);
  return true;
}
