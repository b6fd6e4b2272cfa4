import { steadyNow, wholeSeconds, windowSeconds, type CallerBudget } from '../limits/budget.ts';
import { budgetsOfAll, type AllBudgets } from '../limits/budgets.ts';
import type { Release, Slots } from '../limits/slots.ts';
import type { Link } from './link.ts';
import type { BudgetAnswer, OwnerNotice, OwnerQuestion, ProcessNotice, ProcessQuestion } from './messages.ts';

export type OwnerLink = Link<OwnerQuestion, ProcessNotice, ProcessQuestion, OwnerNotice>;

/** Slots that another process owns. */
export class RemoteSlots implements Slots {
  constructor(private readonly link: OwnerLink) {}

  acquireRequest(caller: string): Promise<Release | null> {
    return this.#acquire({ of: 'request', caller });
  }

  acquireStream(caller: string): Promise<Release | null> {
    return this.#acquire({ of: 'stream', caller });
  }

  acquireOperation(caller: string, cost: number): Promise<Release | null> {
    return this.#acquire({ of: 'operation', caller, cost });
  }

  async #acquire(question: OwnerQuestion): Promise<Release | null> {
    const { number, answer } = this.link.ask<boolean>(question);
    if (!(await answer)) return null;
    let isHeld = true;
    return () => {
      if (isHeld) this.link.tell({ of: 'release', number });
      isHeld = false;
    };
  }
}

/**
 * A budget that another process owns. What remains is what was last heard of it: never less than there is, and right after each
 * cost that was taken here.
 */
class RemoteBudget implements CallerBudget {
  #remaining: number;
  #resetAtMs = 0;

  constructor(
    readonly limit: number,
    private readonly ask: (cost: number) => Promise<BudgetAnswer>,
  ) {
    this.#remaining = limit;
  }

  get remaining(): number {
    this.#rollWindow();
    return this.#remaining;
  }

  get resetAt(): Date {
    this.#rollWindow();
    return new Date(this.#resetAtMs);
  }

  get secondsToReset(): number {
    return wholeSeconds(this.resetAt.getTime() - steadyNow());
  }

  async take(cost: number): Promise<boolean> {
    const { isTaken, remaining, msToReset } = await this.ask(cost);
    this.#remaining = remaining;
    this.#resetAtMs = steadyNow() + msToReset;
    return isTaken;
  }

  #rollWindow(): void {
    if (steadyNow() < this.#resetAtMs) return;
    this.#remaining = this.limit;
    this.#resetAtMs = steadyNow() + windowSeconds * 1_000;
  }
}

/** Budgets that another process owns. */
export const remoteBudgets = (link: OwnerLink, rateLimit: number): AllBudgets =>
  budgetsOfAll(
    rateLimit,
    (kind, limit, key) =>
      new RemoteBudget(limit, (cost) => link.ask<BudgetAnswer>({ of: 'budget', kind, key, cost }).answer),
  );
