import { assertComparable } from '@engram/core';
import { Arg, Ctx, Extensions, FieldResolver, Float, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { MaybePromise } from '../batch.ts';
import { pairOfRuns, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { findClass } from '../dataset/dataset.service.ts';
import { LatentClass } from '../dataset/dataset.type.ts';
import { classDifferencesOf, disagreementsOf } from './disagreement.service.ts';
import { ClassDifference, Disagreements } from './disagreement.type.ts';

@Resolver(() => Disagreements)
export class DisagreementsResolver {
  @Extensions(works(pairOfRuns))
  @Query(() => Disagreements, {
    description:
      'Where the rankings of two published runs of one dataset differ: the datapoints with the largest difference of percentiles in each direction, and both runs class by class.',
  })
  disagreements(
    @Ctx() context: Context,
    @Arg('a', () => ID, { description: 'Id of the one run.' }) a: string,
    @Arg('b', () => ID, { description: 'Id of the other run.' }) b: string,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: 12,
      description: 'Datapoints in each direction, 1–100.',
    })
    first?: number | null,
    @Arg('classes', () => [Int], {
      nullable: true,
      description: 'Latent classes of the datapoints, up to 1,000; all when left out.',
    })
    classes?: number[] | null,
  ): Promise<Disagreements> {
    return disagreementsOf(context, { a, b, first, classes });
  }

  @Extensions(works(pairOfRuns))
  @FieldResolver(() => [ClassDifference], {
    description: 'Both runs class by class, whatever classes were asked for; the datapoints of none last.',
  })
  byClass(@Ctx() context: Context, @Root() found: Disagreements): Promise<ClassDifference[]> {
    return classDifferencesOf(context, found);
  }
}

@Resolver(() => ClassDifference)
export class ClassDifferenceResolver {
  @FieldResolver(() => LatentClass, {
    nullable: true,
    description: 'The class; null for the datapoints of none.',
  })
  class(@Ctx() context: Context, @Root() difference: ClassDifference): MaybePromise<LatentClass | null> {
    return findClass(context, difference.datasetKey, difference.classIndex);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'Mean score in b minus the one in a; refused with NOT_COMPARABLE when the scores of the two runs mean different things.',
  })
  meanDifference(@Root() { keys, meanA, meanB }: ClassDifference): number {
    assertComparable(...keys);
    return meanB - meanA;
  }
}
