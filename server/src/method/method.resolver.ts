import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { NextPageArgs } from '../pagination/page-args.ts';
import { pageOfRuns } from '../run/run.service.ts';
import { RunConnection } from '../run/run.type.ts';
import { findMethod, listMethods } from './method.service.ts';
import { Method } from './method.type.ts';

@Resolver(() => Method)
export class MethodResolver {
  @Query(() => [Method], { description: 'The methods that runs can be configured with.' })
  methods(): Method[] {
    return listMethods();
  }

  @Query(() => Method, { nullable: true, description: 'A method by its key; null when unknown.' })
  method(
    @Ctx() context: Context,
    @Arg('key', () => String, { description: 'Key of the method, such as `simclr`.' }) key: string,
  ): Promise<Method | null> {
    return findMethod(context, key);
  }

  @FieldResolver(() => RunConnection, { description: 'The runs that used it, the newest first.' })
  runs(
    @Ctx() context: Context,
    @Root() method: Method,
    @Args(() => NextPageArgs) args: NextPageArgs,
  ): Promise<RunConnection> {
    return pageOfRuns(context, args, { method: method.key });
  }
}
