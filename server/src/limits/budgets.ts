import { Budget } from './budget.ts';

/** Budgets that are remembered; of more callers within a minute, the one who asked longest ago gets a fresh one. */
const maxBudgets = 10_000;

/** The budgets of all callers, by their keys, in the memory of this process. */
export class Budgets {
  readonly #byKey = new Map<string, Budget>();

  /** @param limit objects a minute for each; 0 counts nothing */
  constructor(private readonly limit: number) {}

  of(key: string): Budget | null {
    if (this.limit === 0) return null;
    const budget = this.#byKey.get(key) ?? new Budget(this.limit);
    this.#byKey.delete(key);
    this.#byKey.set(key, budget);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > maxBudgets) this.#byKey.delete(oldest!);
    return budget;
  }
}
