import { Arg, Ctx, Extensions, FieldResolver, Float, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { MaybePromise } from '../batch.ts';
import { classOfRunCost, wholeRunCost, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { findClass } from '../dataset/dataset.service.ts';
import { LatentClass } from '../dataset/dataset.type.ts';
import { runKeyOf } from '../run/run-key.ts';
import { FloatRange } from '../score/score.input.ts';
import { MeanAlignment, Score } from '../score/score.type.ts';
import { classSummariesOf, extremesOf, meanAlignmentOf } from './class-summary.service.ts';
import { ClassSummary } from './class-summary.type.ts';

const firstArg = { nullable: true, defaultValue: 8, description: 'How many, 1–100.' } as const;

@Resolver(() => ClassSummary)
export class ClassSummaryResolver {
  @Extensions(works(wholeRunCost))
  @Query(() => [ClassSummary], {
    description: 'The latent classes of a run, by index; empty until scores are published.',
  })
  async classSummaries(
    @Ctx() context: Context,
    @Arg('run', () => ID, { description: 'Id of the run.' }) run: string,
    @Arg('value', () => FloatRange, {
      nullable: true,
      description:
        'Only the scores within this range: counts, means and ends follow it, and there are no intervals, since the scores were chosen by their values.',
    })
    value?: FloatRange | null,
  ): Promise<ClassSummary[]> {
    return classSummariesOf(context, await runKeyOf(context, run, 'run'), value);
  }

  @FieldResolver(() => LatentClass, { description: 'The class.' })
  class(@Ctx() context: Context, @Root() summary: ClassSummary): MaybePromise<LatentClass | null> {
    return findClass(context, summary.datasetKey, summary.classIndex);
  }

  @Extensions(works(classOfRunCost))
  @FieldResolver(() => MeanAlignment, {
    description:
      'The two alignment losses whose difference a score is, as means over the identifiable scores of the class.',
  })
  meanAlignment(@Ctx() context: Context, @Root() summary: ClassSummary): Promise<MeanAlignment> {
    return meanAlignmentOf(context, summary);
  }

  @FieldResolver(() => [Score], {
    description: 'The least memorized datapoints of the class, the most typical first.',
  })
  typical(
    @Ctx() context: Context,
    @Root() summary: ClassSummary,
    @Arg('first', () => Int, firstArg) first?: number | null,
  ): Promise<Score[]> {
    return extremesOf(context, summary, 'typical', { first });
  }

  @FieldResolver(() => [Score], {
    description: 'The most memorized datapoints of the class, the most atypical first.',
  })
  atypical(
    @Ctx() context: Context,
    @Root() summary: ClassSummary,
    @Arg('first', () => Int, firstArg) first?: number | null,
    @Arg('minTopFraction', () => Float, {
      nullable: true,
      description:
        'Only those that are among the top 5 % of the run with at least this probability (topFraction), 0–1; null asks for nothing.',
    })
    minTopFraction?: number | null,
  ): Promise<Score[]> {
    return extremesOf(context, summary, 'atypical', { first, minTopFraction });
  }
}
