import { Arg, Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { MaybePromise } from '../batch.ts';
import type { Context } from '../context.ts';
import { findDatapoint } from '../datapoint/datapoint.service.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { neighboursOf } from './neighbour.service.ts';
import { Neighbour } from './neighbour.type.ts';

@Resolver(() => Neighbour)
export class NeighbourResolver {
  @FieldResolver(() => Datapoint, { description: 'The neighbour.' })
  datapoint(
    @Ctx() context: Context,
    @Root() { datasetKey, index }: Neighbour,
  ): MaybePromise<Datapoint | null> {
    return findDatapoint(context, datasetKey, index);
  }
}

@Resolver(() => Datapoint)
export class DatapointNeighbourResolver {
  @FieldResolver(() => [Neighbour], {
    description:
      "The datapoints nearest to it among those of a run, nearest first: representations of the un-augmented images under the run's first encoder (index 0), of unit length if the run says so, compared by the run's distance. Of each datapoint 20 are kept. Empty where the run has none: runs older than this field, imported runs, runs that are not finished, and representations that cannot be compared.",
  })
  neighbours(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('run', () => ID, { description: 'Id of the run whose space is meant.' }) run: string,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, 1 to 20.' })
    first?: number | null,
  ): Promise<Neighbour[]> {
    return neighboursOf(context, datapoint, run, first ?? 10);
  }
}
