import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { Dataset } from '../dataset/dataset.type.ts';
import { policiesOf, policyViewsOf } from './policy-views.service.ts';
import { PolicyViews } from './policy-views.type.ts';
import { Policy } from './policy.type.ts';

@Resolver(() => Dataset)
export class DatasetPoliciesResolver {
  @FieldResolver(() => [Policy], {
    description: 'The built-in augmentation policies that make views of its kind of data.',
  })
  policies(@Root() dataset: Dataset): Policy[] {
    return policiesOf(dataset);
  }
}

@Resolver(() => Datapoint)
export class PolicyViewsResolver {
  @FieldResolver(() => PolicyViews, {
    nullable: true,
    description:
      'Views of it that a policy makes, whether or not anything was trained; an error says what is wrong with a policy.',
  })
  policyViews(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('policy', () => String, {
      description: 'Key of a built-in policy, or `{"operations": […]}` in JSON of up to 4,000 characters.',
    })
    policy: string,
    @Arg('count', () => Int, { defaultValue: 10, description: 'Number M of views, 2 to 50.' }) count: number,
    @Arg('seed', () => Int, { defaultValue: 0, description: 'Seed of a run, from 0.' }) seed: number,
  ): Promise<PolicyViews | null> {
    return policyViewsOf(context, datapoint, { policy, count, seed });
  }
}
