import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A tag that people put on datapoints of a dataset.' })
export class TagCount {
  datasetKey!: string;

  @Field(() => String, { description: 'The tag: lower case, 1 to 40 characters.' })
  name!: string;

  @Field(() => Int, { description: 'Number of datapoints that have it.' })
  count!: number;
}

@ObjectType({ description: 'A tag on one datapoint.' })
export class DatapointTag {
  @Field(() => String, { description: 'The tag: lower case, 1 to 40 characters.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the token by which it was put there, which only its holder and admins may take off; null without one.',
  })
  maker!: string | null;

  @Field(() => Boolean, { description: 'Whether you, who ask, may take it off.' })
  mayChange!: boolean;
}

@ObjectType({ description: 'What `addTags` or `removeTags` did.' })
export class TagsPayload {
  @Field(() => Int, { description: 'Number of datapoints that changed.' })
  changedCount!: number;
}
