import { limitedBy, type Store } from '@engram/store';
import type { Response } from 'express';
import { callerOf } from '../access/caller.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { rateLimited } from '../limits/rate-limit.ts';

/**
 * The store for the request of a caller, who pays for it.
 * @param cost objects of the caller's budget
 * @throws DomainError RATE_LIMITED or LIMIT_EXCEEDED where that does not hold as much
 */
export async function chargedStore(
  response: Response,
  cost: number,
  { store, limiter }: { store: Store; limiter: ConcurrencyLimiter },
): Promise<Store> {
  const { budget, key } = callerOf(response);
  if (budget && !(await budget.take(cost))) throw rateLimited(budget, cost);
  return limitedBy(store, undefined, () => limiter.acquireConnection(key));
}
