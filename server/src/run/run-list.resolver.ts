import { invariant } from '@engram/core';
import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { runHistogramWork, works } from '../limits/field-work.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { toScore } from '../score/score.service.ts';
import { Histogram, Score } from '../score/score.type.ts';
import { RunRemoval } from './run-payload.type.ts';
import { Run } from './run.type.ts';

/** More would be no picture of a list. */
const mostBins = 100;

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

  @Extensions(works(runHistogramWork))
  @FieldResolver(() => Histogram, {
    nullable: true,
    description: 'How the values of all its scores are spread; null where it has none.',
  })
  async scoreHistogram(
    @Ctx() { loaders }: Context,
    @Root() run: Run,
    @Arg('bins', () => Int, {
      nullable: true,
      defaultValue: 20,
      description: `Number of bins of equal width, 1–${mostBins}.`,
    })
    bins?: number | null,
  ): Promise<Histogram | null> {
    const count = bins ?? 20;
    if (count < 1 || count > mostBins)
      throw new ArgumentError(
        'bins',
        `'bins' is ${count}, but the histogram of a run in a list has 1 to ${mostBins}. Ask scoreHistogram of the query for more.`,
      );
    const histogram = await loaders.histogramOf(count).load(run.key);
    return histogram && Object.assign(new Histogram(), histogram);
  }

  @FieldResolver(() => RunRemoval, { description: 'What hangs on it, to be known before it is deleted.' })
  async removal(@Ctx() { loaders }: Context, @Root() run: Run): Promise<RunRemoval> {
    const removal = await loaders.removalOfRun.load(run.key);
    invariant(removal, 'a run that was read is there');
    return removal;
  }
}
