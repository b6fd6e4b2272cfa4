import { scoreColumnNames } from '@engram/core';
import { ArgsType, Field, Int } from 'type-graphql';

export const defaultTop = 10;

@ArgsType()
export class TableArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: defaultTop,
    description: 'Datapoints of each run, 1 to 100.',
  })
  top?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: `Columns in their order, of: ${scoreColumnNames.join(', ')}. Without it: rank, index, class, score, interval.`,
  })
  columns?: string[] | null;
}
