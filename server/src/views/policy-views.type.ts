import { Field, Int, ObjectType } from 'type-graphql';
import { PolicyOperation } from './policy.type.ts';

@ObjectType({
  description:
    'Views of a datapoint as a policy makes them, before anything is trained: those that a run with this seed and policy scores.',
})
export class PolicyViews {
  @Field(() => Int, { description: 'Number M of views.' })
  count!: number;

  @Field(() => [PolicyOperation], { description: 'The operations of the policy, with all settings.' })
  operations!: PolicyOperation[];

  @Field(() => String, {
    nullable: true,
    description:
      "Path of a picture (PNG) relative to the API's address: the views side by side, view 0 at the left. Null where the dataset has no values.",
  })
  imageUrl!: string | null;

  @Field(() => Int, { description: 'Width of one view in the picture, in pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Height of the picture, in pixels.' })
  height!: number;
}
