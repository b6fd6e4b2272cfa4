import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    "The views of a datapoint that every encoder of a run was scored on, and their distances pair by pair: a score taken apart. The mean of `distancesIn` is the score's `alignmentIn`, that of `distancesOut` its `alignmentOut`, to the rounding of float32.",
})
export class DatapointViews {
  @Field(() => Int, { description: 'Number M of views.' })
  count!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "Path of a picture (PNG) relative to the API's address: the views side by side, view 0 at the left, redrawn from seed and policy of the run. Null when they cannot be redrawn.",
  })
  imageUrl!: string | null;

  @Field(() => Int, {
    description: 'Width of one view in the picture, in pixels; 0 for datapoints that are no images.',
  })
  width!: number;

  @Field(() => Int, { description: 'Height of the picture, in pixels.' })
  height!: number;

  @Field(() => String, { nullable: true, description: 'Why there is no picture; null when there is one.' })
  imageReason!: string | null;

  @Field(() => [Float], {
    nullable: true,
    description:
      "Distance of each pair of views, mean over the encoders trained with the datapoint, in the run's distance and float32. M(M − 1)/2 of them: (1, 0), (2, 0), (2, 1), (3, 0) …, so that the pair (a, b) with b < a stands at a(a − 1)/2 + b. Null when there are no such encoders, or when the run keeps none.",
  })
  distancesIn!: number[] | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'The same over the encoders trained without the datapoint.',
  })
  distancesOut!: number[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the run keeps no distances of this datapoint; null when it does.',
  })
  distancesReason!: string | null;
}
