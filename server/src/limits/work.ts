import { DomainError } from '@engram/core';
import type { Caller } from '../access/caller.ts';
import type { ConcurrencyLimiter } from './concurrency-limiter.ts';
import { bulkHint, rateLimited } from './rate-limit.ts';

/**
 * Takes the cost of some work from its caller's budget once it has a slot.
 * @returns what to call when the work is done
 * @throws DomainError LIMIT_EXCEEDED, RATE_LIMITED or OVERLOADED
 */
export async function acquireWork(
  limiter: ConcurrencyLimiter,
  { key, budget }: Caller,
  cost: number,
): Promise<() => void> {
  if (budget && cost > budget.remaining) throw rateLimited(budget, cost);
  const release = await acquireSlot(limiter, key, cost);
  if (budget && !(await budget.take(cost))) {
    release();
    throw rateLimited(budget, cost);
  }
  return release;
}

/**
 * Waits for a slot for work that takes nothing from a budget.
 * @returns what to call when the work is done
 * @throws DomainError OVERLOADED when no slot becomes free in time
 */
export async function acquireSlot(
  limiter: ConcurrencyLimiter,
  caller: string,
  cost: number,
): Promise<() => void> {
  const release = await limiter.acquireOperation(caller, cost);
  if (release) return release;
  throw new DomainError(
    'OVERLOADED',
    `Too much is under way here for a request that costs ${cost}; ask again in a second, or for less. ${bulkHint}`,
  );
}
