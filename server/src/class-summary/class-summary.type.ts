import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The scores of one latent class in one run.' })
export class ClassSummary {
  runKey!: string;
  datasetKey!: string;
  classIndex!: number;

  @Field(() => Int, { description: 'Number of identifiable scores of the class.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Mean score; null when the class has none.' })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of its interval; null when it cannot be computed.',
  })
  low!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of its interval; null when it cannot be computed.',
  })
  high!: number | null;
}
