import { Arg, Ctx, Extensions, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { MaybePromise } from '../batch.ts';
import type { Context } from '../context.ts';
import { findClass, findDataset } from '../dataset/dataset.service.ts';
import { Dataset, LatentClass } from '../dataset/dataset.type.ts';
import { works } from '../limits/field-work.ts';
import { Score } from '../score/score.type.ts';
import {
  findDatapointBySlug,
  lookUpDatapoints,
  scoresByMeasure,
  scoresOfDatapoint,
  sourceOf,
} from './datapoint.service.ts';
import { Datapoint } from './datapoint.type.ts';

/** Statements beside the one that reads the datapoint: the runs of a dataset are gone through. */
const statement = 5;

@Resolver(() => Datapoint)
export class DatapointResolver {
  @Query(() => Datapoint, {
    nullable: true,
    description: 'A datapoint by dataset and index; null when unknown.',
  })
  datapoint(
    @Ctx() context: Context,
    @Arg('dataset', () => String, { description: 'Short name of the dataset.' }) dataset: string,
    @Arg('index', () => Int, { description: 'Index of the datapoint.' }) index: number,
  ): Promise<Datapoint | null> {
    return findDatapointBySlug(context, dataset, index);
  }

  @Query(() => [Datapoint], {
    nullable: 'items',
    description:
      'Up to 1,000 datapoints by index or by content hash: one entry for each, in the order asked for, null where unknown. Further datapoints that have one of the content hashes follow behind these, by index.',
  })
  datapoints(
    @Ctx() context: Context,
    @Arg('dataset', () => String, { description: 'Short name of the dataset.' }) dataset: string,
    @Arg('indices', () => [Int], { nullable: true, description: 'Indices of datapoints, at most 1,000.' })
    indices?: number[] | null,
    @Arg('contentHashes', () => [String], { nullable: true, description: 'Content hashes, at most 1,000.' })
    contentHashes?: string[] | null,
  ): Promise<(Datapoint | null)[]> {
    return lookUpDatapoints(context, dataset, indices, contentHashes);
  }

  @FieldResolver(() => Dataset, { description: 'The dataset it belongs to.' })
  dataset(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<Dataset | null> {
    return findDataset(context, datapoint.datasetKey);
  }

  @FieldResolver(() => LatentClass, { nullable: true, description: 'Its latent class; null when unknown.' })
  class(@Ctx() context: Context, @Root() datapoint: Datapoint): MaybePromise<LatentClass | null> {
    return findClass(context, datapoint.datasetKey, datapoint.classIndex);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The id that its source gives it; null where it gives none.',
  })
  async sourceId(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<string | null> {
    return (await sourceOf(context, datapoint))?.sourceId ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The first 2,000 characters of a text; null for other kinds of data.',
  })
  async text(@Ctx() context: Context, @Root() datapoint: Datapoint): Promise<string | null> {
    return (await sourceOf(context, datapoint))?.excerpt ?? null;
  }

  @FieldResolver(() => [Score], {
    description: 'Its scores in the runs given, or in all runs of its dataset.',
  })
  scores(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('runs', () => [ID], { nullable: true, description: 'Ids of runs; all when left out.' })
    runs?: string[] | null,
  ): Promise<Score[]> {
    return scoresOfDatapoint(context, datapoint, runs);
  }

  @Extensions(works(statement))
  @FieldResolver(() => [Score], {
    description:
      'Its scores by every measure, one a measure, ordered by its key: that of the run given, or else of the newest run that measures the encoders of the run, or else of the newest run of the dataset (`run.ensemble` says by which encoders). Proxies are among them (`run.isProxy`). Empty where the run scores another dataset.',
  })
  scoresByMeasure(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('run', () => ID, { description: 'Id of the run.' }) run: string,
  ): Promise<Score[]> {
    return scoresByMeasure(context, datapoint, run);
  }
}
