import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { viewsOf } from './datapoint-views.service.ts';
import { DatapointViews } from './datapoint-views.type.ts';

@Resolver(() => Datapoint)
export class DatapointViewsResolver {
  @FieldResolver(() => DatapointViews, {
    nullable: true,
    description:
      'The views that a run scored it on, and their distances; null when the run has no score of it, and for scores that were made elsewhere.',
  })
  views(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('run', () => ID, { description: 'Id of the run whose views are meant.' }) run: string,
  ): Promise<DatapointViews | null> {
    return viewsOf(context, datapoint, run);
  }
}
