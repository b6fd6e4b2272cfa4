import { invariant } from '@engram/core';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { toScore } from '../score/score.service.ts';
import { Score } from '../score/score.type.ts';
import { RunRemoval } from './run-payload.type.ts';
import { Run } from './run.type.ts';

/** What a list says of a run beyond its own row. */
@Resolver(() => Run)
export class RunListResolver {
  @FieldResolver(() => [Score], {
    description: 'Its highest scores, the most memorized datapoint first; empty until scores are published.',
  })
  async mostMemorized(
    @Ctx() { loaders }: Context,
    @Root() run: Run,
    @Arg('first', () => Int, { nullable: true, defaultValue: 4, description: 'How many, 1–100.' })
    first?: number | null,
  ): Promise<Score[]> {
    return (await loaders.topScoresOf(lengthOfList(first ?? 4)).load(run.key)).map(toScore);
  }

  @FieldResolver(() => RunRemoval, { description: 'What hangs on it, to be known before it is deleted.' })
  async removal(@Ctx() { loaders }: Context, @Root() run: Run): Promise<RunRemoval> {
    const removal = await loaders.removalOfRun.load(run.key);
    invariant(removal, 'a run that was read is there');
    return removal;
  }
}
