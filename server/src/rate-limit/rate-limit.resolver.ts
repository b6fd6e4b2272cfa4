import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { RateLimit } from './rate-limit.type.ts';

@Resolver()
export class RateLimitResolver {
  @Query(() => RateLimit, {
    nullable: true,
    description:
      'What the caller of this query has left; null where nothing is counted, as on this machine itself.',
  })
  rateLimit(@Ctx() { caller: { budget }, cost }: Context): RateLimit | null {
    return budget && { cost, limit: budget.limit, remaining: budget.remaining, resetAt: budget.resetAt };
  }
}
