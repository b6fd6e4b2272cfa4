import type { ServerResponse } from 'node:http';

export interface CrowdLimits {
  /** Requests that are being answered or wait for it. */
  requests: number;
  /** Operations being executed; more would only wait for one of the pool's connections. */
  operations: number;
  /** Objects that all operations being executed may return together, four times the highest cost. */
  cost: number;
  /** How long an operation waits for its turn. */
  waitMs: number;
  /** Bytes of answers that their clients have not read yet. */
  unreadBytes: number;
}

export const crowdLimits: CrowdLimits = {
  requests: 256,
  operations: 32,
  cost: 200_000,
  waitMs: 10_000,
  unreadBytes: 128 * 1024 * 1024,
};

/** Memory grows with requests, so that a look at the clients' reading every so often is enough. */
const lookEveryMs = 100;

interface Waiting {
  cost: number;
  start: () => void;
}

/** The requests under way in this process. It keeps memory bounded, whatever clients send and however slowly they read. */
export class Crowd {
  readonly #open = new Set<ServerResponse>();
  /** Answers written and not yet read, the oldest first. */
  readonly #unread = new Set<ServerResponse>();
  readonly #queue = new Set<Waiting>();
  #operations = 0;
  #cost = 0;
  #lookedAtMs = 0;

  constructor(private readonly limits: CrowdLimits = crowdLimits) {}

  /** @returns whether there is room for one more; it leaves by itself when it was answered or its client is gone */
  enter(response: ServerResponse): boolean {
    this.#look();
    if (this.#open.size >= this.limits.requests) return false;
    this.#open.add(response);
    response.once('close', () => {
      this.#open.delete(response);
      this.#unread.delete(response);
    });
    return true;
  }

  /**
   * Waits until an operation of this cost may be executed: first come, first served.
   * @returns what to call when it was, or null when its turn did not come in time
   */
  async turn(cost: number): Promise<(() => void) | null> {
    if (this.#queue.size > 0 || !this.#hasRoom(cost)) {
      const came = await new Promise<boolean>((resolve) => {
        const waiting: Waiting = {
          cost,
          start: () => {
            clearTimeout(timer);
            resolve(true);
          },
        };
        const timer = setTimeout(() => {
          this.#queue.delete(waiting);
          resolve(false);
        }, this.limits.waitMs);
        this.#queue.add(waiting);
      });
      if (!came) return null;
    } else this.#begin(cost);
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#operations -= 1;
      this.#cost -= cost;
      this.#callNext();
    };
  }

  #begin(cost: number): void {
    this.#operations += 1;
    this.#cost += cost;
  }

  #hasRoom(cost: number): boolean {
    if (this.#operations === 0) return true;
    return this.#operations < this.limits.operations && this.#cost + cost <= this.limits.cost;
  }

  #callNext(): void {
    for (const waiting of this.#queue) {
      if (!this.#hasRoom(waiting.cost)) return;
      this.#queue.delete(waiting);
      this.#begin(waiting.cost);
      waiting.start();
    }
  }

  /** Cuts off clients that do not read, the longest waiting first, until what is unread fits. */
  #look(): void {
    const now = performance.now();
    if (now - this.#lookedAtMs < lookEveryMs) return;
    this.#lookedAtMs = now;
    for (const response of this.#open) {
      if (!response.writableEnded) continue;
      this.#open.delete(response);
      this.#unread.add(response);
    }
    let unreadBytes = 0;
    for (const response of this.#unread) unreadBytes += response.writableLength;
    for (const response of this.#unread) {
      if (unreadBytes <= this.limits.unreadBytes) return;
      unreadBytes -= response.writableLength;
      response.destroy();
    }
  }
}
