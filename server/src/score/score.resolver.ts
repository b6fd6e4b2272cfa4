import { Arg, Args, Ctx, Extensions, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import { filterWork, histogramWork, scoresWork, wholeRunCost, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { datapointOf } from '../datapoint/datapoint.service.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { findRun } from '../run/run.service.ts';
import { Run } from '../run/run.type.ts';
import { ScoreFilter, ScoresArgs } from './score.input.ts';
import {
  countScores,
  histogramOfScores,
  meanAlignmentOfScores,
  meanOfScores,
  pageOfScores,
} from './score.service.ts';
import { Histogram, MeanAlignment, Score, ScoreConnection } from './score.type.ts';

@Resolver(() => Score)
export class ScoreResolver {
  @Extensions(works(scoresWork))
  @Query(() => ScoreConnection, { description: 'Scores of a run under a filter, in an order, page by page.' })
  scores(@Ctx() context: Context, @Args(() => ScoresArgs) args: ScoresArgs): Promise<ScoreConnection> {
    return pageOfScores(context, args);
  }

  @Extensions(works(({ filter }) => wholeRunCost + filterWork(filter)))
  @Query(() => MeanAlignment, {
    description:
      'The two alignment losses whose difference a score is, as means over the scores under a filter.',
  })
  meanAlignment(
    @Ctx() context: Context,
    @Arg('filter', () => ScoreFilter, { description: 'Which scores.' }) filter: ScoreFilter,
  ): Promise<MeanAlignment> {
    return meanAlignmentOfScores(context, filter);
  }

  @Extensions(works(histogramWork))
  @Query(() => Histogram, { description: 'How the values of the scores under a filter are spread.' })
  scoreHistogram(
    @Ctx() context: Context,
    @Arg('filter', () => ScoreFilter, { description: 'Which scores.' }) filter: ScoreFilter,
    @Arg('bins', () => Int, {
      nullable: true,
      defaultValue: 50,
      description: 'Number of bins of equal width, 1–1,000.',
    })
    bins?: number | null,
  ): Promise<Histogram> {
    return histogramOfScores(context, filter, bins);
  }

  @FieldResolver(() => Datapoint, { description: 'The datapoint that is scored.' })
  datapoint(@Root() score: Score): Datapoint {
    return datapointOf(score);
  }

  @FieldResolver(() => Run, { description: 'The run that scored it.' })
  run(@Ctx() context: Context, @Root() score: Score): Promise<Run | null> {
    return findRun(context, score.runId);
  }
}

@Resolver(() => ScoreConnection)
export class ScoreConnectionResolver {
  @Extensions(works(wholeRunCost))
  @FieldResolver(() => Int, { description: 'Number of scores in all pages; counted only when asked for.' })
  totalCount(@Ctx() context: Context, @Root() scores: ScoreConnection): Promise<number> {
    return countScores(context, scores.filter);
  }

  @Extensions(works(wholeRunCost))
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Mean of the values of the scores in all pages; null where none has one. Computed only when asked for.',
  })
  meanValue(@Ctx() context: Context, @Root() scores: ScoreConnection): Promise<number | null> {
    return meanOfScores(context, scores.filter);
  }
}
