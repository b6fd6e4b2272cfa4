export interface OperationLimits {
  /** Operations being executed. */
  operations: number;
  /** Cost that all operations being executed may have together, four times the highest. */
  cost: number;
  /** How long an operation waits for a slot while others leave its caller none. */
  waitMs: number;
}

interface Load {
  operations: number;
  cost: number;
}

interface Waiting {
  cost: number;
  start: () => void;
}

/** The part of the cost that one caller may execute at a time. */
const largestShare = 3 / 4;

/**
 * Operations that are executed a few at a time. Callers alternate, and the last slot and a quarter of the cost are kept for a
 * caller of whom nothing is executed: it is let in at once, as long as no other newcomer took them.
 */
export class OperationQueue {
  readonly #running = new Map<string, Load>();
  /** By caller, in the order in which they alternate. */
  readonly #waiting = new Map<string, Set<Waiting>>();
  readonly #total: Load = { operations: 0, cost: 0 };

  constructor(private readonly limits: OperationLimits) {}

  /**
   * Waits until an operation of this cost may be executed.
   * @returns what to call when it was executed, or null when no slot became free in time
   */
  async acquire(caller: string, cost: number): Promise<(() => void) | null> {
    const started = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => {
        // It waits for work of its own caller, which gets on.
        if (this.#running.has(caller)) return void timer.refresh();
        this.#leave(caller, waiting);
        resolve(false);
        // Who waited behind it may fit.
        this.#startNext();
      }, this.limits.waitMs);
      const waiting: Waiting = {
        cost,
        start: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const queue = this.#waiting.get(caller) ?? new Set();
      this.#waiting.set(caller, queue.add(waiting));
      this.#startNext();
    });
    if (!started) return null;
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#add(caller, { operations: -1, cost: -cost });
      this.#startNext();
    };
  }

  #leave(caller: string, waiting: Waiting): void {
    const queue = this.#waiting.get(caller);
    queue?.delete(waiting);
    if (queue?.size === 0) this.#waiting.delete(caller);
  }

  /** Starts what may be started. An operation that waits for room in the whole is not overtaken, or it might wait for ever. */
  #startNext(): void {
    for (const [caller, queue] of this.#waiting) {
      const [next] = queue;
      if (!next || !this.#hasShare(caller, next.cost)) continue;
      if (!this.#hasRoom(next.cost)) return;
      this.#leave(caller, next);
      // The caller goes to the end of the line, which this loop comes to as well.
      if (this.#waiting.delete(caller)) this.#waiting.set(caller, queue);
      this.#add(caller, { operations: 1, cost: next.cost });
      next.start();
    }
  }

  #hasRoom(cost: number): boolean {
    if (this.#total.operations === 0) return true;
    return this.#total.operations < this.limits.operations && this.#total.cost + cost <= this.limits.cost;
  }

  /** One operation a caller may always execute, whatever it costs. */
  #hasShare(caller: string, cost: number): boolean {
    if (!this.#running.has(caller)) return true;
    return (
      this.#total.operations < this.limits.operations - 1 &&
      this.#total.cost + cost <= largestShare * this.limits.cost
    );
  }

  #add(caller: string, { operations, cost }: Load): void {
    this.#total.operations += operations;
    this.#total.cost += cost;
    const own = this.#running.get(caller) ?? { operations: 0, cost: 0 };
    const now = { operations: own.operations + operations, cost: own.cost + cost };
    if (now.operations > 0) this.#running.set(caller, now);
    else this.#running.delete(caller);
  }
}
