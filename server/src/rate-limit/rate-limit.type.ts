import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a token has spent and may still spend. Costs are counted in objects.' })
export class RateLimit {
  @Field(() => Int, { description: 'Cost of this query: the objects it may return, at least 1.' })
  cost!: number;

  @Field(() => Int, { description: 'Objects that a token may ask for in a minute.' })
  limit!: number;

  @Field(() => Int, { description: 'What is left of it, this query counted.' })
  remaining!: number;

  @Field(() => Date, { description: 'When the whole limit is there again.' })
  resetAt!: Date;
}
