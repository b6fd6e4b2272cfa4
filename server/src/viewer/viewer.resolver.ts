import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { Viewer } from './viewer.type.ts';

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer, { description: 'Who sends this query, and what that caller may do.' })
  viewer(@Ctx() { caller: { tokenName, scope, tokenExpiresAt } }: Context): Viewer {
    return { tokenName: tokenName ?? null, scope, expiresAt: tokenExpiresAt ?? null };
  }
}
