import { DomainError } from '@engram/core';
import type { ServerResponse } from 'node:http';
import { OperationQueue } from './operation-queue.ts';
import { OwnSlots, type Release, type SlotLimits, type Slots } from './slots.ts';
import { UnreadAnswers } from './unread-answers.ts';

export interface ConcurrencyLimits extends SlotLimits {
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
 * The requests under way. It keeps the memory of this process bounded, whatever clients send and however slowly they read, and keeps
 * room for every caller, however much another one asks.
 */
export class ConcurrencyLimiter {
  readonly #unread: UnreadAnswers;
  readonly #connections: OperationQueue;

  /** @param slots what all processes share, when there are several */
  constructor(
    private readonly limits: ConcurrencyLimits = concurrencyLimits,
    private readonly slots: Slots = new OwnSlots(limits),
  ) {
    this.#unread = new UnreadAnswers(limits.unreadBytes);
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
  acquireRequest(caller: string, response: ServerResponse): Promise<boolean> {
    return held(() => this.slots.acquireRequest(caller), response);
  }

  /** @returns whether the caller may have one more stream, which is held until it ends */
  acquireStream(caller: string, response: ServerResponse): Promise<boolean> {
    return held(() => this.slots.acquireStream(caller), response);
  }

  /**
   * Waits until an operation of this cost may be executed.
   * @returns what to call when it was executed, or null when no slot became free in time
   */
  acquireOperation(caller: string, cost: number): Promise<Release | null> {
    return this.slots.acquireOperation(caller, cost);
  }

  /**
   * Waits until the caller may hold one more connection to the database: one caller never holds all of them.
   * @returns what to call when the connection was given back
   * @throws DomainError OVERLOADED when others hold all connections for 15 s
   */
  async acquireConnection(caller: string): Promise<Release> {
    const release = await this.#connections.acquire(caller, 1);
    if (release) return release;
    throw new DomainError(
      'OVERLOADED',
      `Others held all database connections for ${connectionWaitMs / 1000} s. Ask again in a second, or for less.`,
    );
  }
}

async function held(acquire: () => Promise<Release | null>, response: ServerResponse): Promise<boolean> {
  const release = response.closed ? null : await acquire();
  if (release === null) return false;
  // Who has left is told nothing, and would never give the slot back.
  if (response.closed) {
    release();
    return false;
  }
  // Whether or not it is read: who does not read is cut off in time.
  response.once('prefinish', release);
  response.once('close', release);
  return true;
}
