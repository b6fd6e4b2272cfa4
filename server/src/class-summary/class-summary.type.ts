import type { FloatRange } from '@engram/store';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { MeanAlignment } from '../score/score.type.ts';

@ObjectType({ description: 'The scores of one latent class in one run, or those of them within a range.' })
export class ClassSummary {
  runKey!: string;
  datasetKey!: string;
  classIndex!: number;
  /** What the scores were chosen by, and what came of it; null for all scores of the class. */
  within!: { value: FloatRange; meanAlignment: MeanAlignment } | null;

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
