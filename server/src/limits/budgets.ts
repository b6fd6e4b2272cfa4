import { Budget, type CallerBudget } from './budget.ts';

/** Budgets that are remembered; of more callers within a minute, the one who asked longest ago gets a fresh one. */
const maxBudgets = 10_000;

/** The budgets of all callers, by their keys, in the memory of this process: what it owns, or what it was told of. */
export class Budgets<T extends CallerBudget = Budget> {
  readonly #byKey = new Map<string, T>();

  /** @param limit objects a minute for each; 0 counts nothing */
  constructor(
    private readonly limit: number,
    private readonly make: (limit: number, key: string) => T,
  ) {}

  of(key: string): T | null {
    if (this.limit === 0) return null;
    const budget = this.#byKey.get(key) ?? this.make(this.limit, key);
    this.#byKey.delete(key);
    this.#byKey.set(key, budget);
    const [oldest] = this.#byKey.keys();
    if (this.#byKey.size > maxBudgets) this.#byKey.delete(oldest!);
    return budget;
  }
}

/** Whose budgets a server keeps: of tokens, of the dashboard's readers, and of links for review. */
export type BudgetKind = 'token' | 'reader' | 'review';

/** An institute or a lecture hall may stand behind one address: a reader of the dashboard may spend as much as so many tokens. */
const readersBehindAddress = 4;

/** What all callers may spend. @param rateLimit objects a minute for each token; 0 counts nothing */
export function budgetsOfAll<T extends CallerBudget>(
  rateLimit: number,
  make: (kind: BudgetKind, limit: number, key: string) => T,
): Record<BudgetKind, Budgets<T>> {
  const of = (kind: BudgetKind, limit: number): Budgets<T> =>
    new Budgets(limit, (limit, key) => make(kind, limit, key));
  return {
    token: of('token', rateLimit),
    reader: of('reader', readersBehindAddress * rateLimit),
    review: of('review', rateLimit),
  };
}

export type AllBudgets = Record<BudgetKind, Pick<Budgets<CallerBudget>, 'of'>>;

export const ownBudgets = (rateLimit: number): Record<BudgetKind, Budgets> =>
  budgetsOfAll(rateLimit, (_kind, limit) => new Budget(limit));
