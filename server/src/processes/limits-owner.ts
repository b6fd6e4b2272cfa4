import { ownBudgets, type BudgetKind, type Budgets } from '../limits/budgets.ts';
import { OwnSlots, type Release, type SlotLimits, type Slots } from '../limits/slots.ts';
import type { BudgetAnswer, OwnerQuestion } from './messages.ts';

/** Slots and budgets of an API, of which there are one each, however many processes serve. */
export class LimitsOwner {
  readonly #slots: Slots;
  readonly #budgets: Record<BudgetKind, Budgets>;

  constructor(limits: SlotLimits, rateLimit: number) {
    this.#slots = new OwnSlots(limits);
    this.#budgets = ownBudgets(rateLimit);
  }

  /** For one of the processes. */
  holder(): LimitsHolder {
    return new LimitsHolder(this.#slots, this.#budgets);
  }
}

/** What one process holds; all of it is given back when the process ends. */
export class LimitsHolder {
  readonly #held = new Map<number, Release>();
  #hasEnded = false;

  constructor(
    private readonly slots: Slots,
    private readonly budgets: Record<BudgetKind, Budgets>,
  ) {}

  /** @param number under which the slot is given back */
  async answer(
    question: Exclude<OwnerQuestion, { of: 'metrics' | 'closed' | 'start' }>,
    number: number,
  ): Promise<boolean | BudgetAnswer> {
    switch (question.of) {
      case 'request':
        return this.#hold(number, await this.slots.acquireRequest(question.caller));
      case 'stream':
        return this.#hold(number, await this.slots.acquireStream(question.caller));
      case 'operation':
        return this.#hold(number, await this.slots.acquireOperation(question.caller, question.cost));
      case 'budget':
        return this.#take(question);
    }
  }

  release(number: number): void {
    this.#held.get(number)?.();
    this.#held.delete(number);
  }

  end(): void {
    this.#hasEnded = true;
    for (const release of this.#held.values()) release();
    this.#held.clear();
  }

  #hold(number: number, release: Release | null): boolean {
    if (release === null) return false;
    // Its process ended while it waited.
    if (this.#hasEnded) release();
    else this.#held.set(number, release);
    return true;
  }

  #take({ kind, key, cost }: Extract<OwnerQuestion, { of: 'budget' }>): BudgetAnswer {
    const budget = this.budgets[kind].of(key);
    if (!budget) return { isTaken: true, remaining: 0, msToReset: 0 };
    const isTaken = budget.take(cost);
    return { isTaken, remaining: budget.remaining, msToReset: budget.msToReset };
  }
}
