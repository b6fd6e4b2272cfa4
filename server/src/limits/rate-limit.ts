import { DomainError } from '@engram/core';
import { windowSeconds, type CallerBudget } from './budget.ts';

/** Where whole runs are, for whoever meets a limit. */
export const bulkHint = 'All scores of a run at once: /export/runs/<id>.parquet.';

/** The error of an operation that costs more than remains. */
export function rateLimited({ limit, remaining, secondsToReset }: CallerBudget, cost: number): DomainError {
  if (cost > limit)
    return new DomainError(
      'LIMIT_EXCEEDED',
      `The query costs ${cost} objects, more than the ${limit} of a whole minute. Ask for smaller pages. ${bulkHint}`,
    );
  return new DomainError(
    'RATE_LIMITED',
    `${remaining} of your ${limit} objects a minute are left, and the query costs ${cost}. Ask again in ${secondsToReset} s. ${bulkHint}`,
  );
}

/** Headers `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), and `Retry-After` when the budget is spent. */
export function setRateLimit(
  budget: CallerBudget,
  set: (name: string, value: string) => void,
  isRejected: boolean,
): void {
  set('ratelimit-policy', `"token";q=${budget.limit};w=${windowSeconds}`);
  set('ratelimit', `"token";r=${budget.remaining};t=${budget.secondsToReset}`);
  if (isRejected) set('retry-after', String(budget.secondsToReset));
}
