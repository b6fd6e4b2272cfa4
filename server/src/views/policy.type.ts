import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'One step of an augmentation policy, whose settings are drawn anew for each view.',
})
export class PolicyOperation {
  @Field(() => String, { description: 'Name in configurations.' })
  key!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  description!: string;

  @Field(() => String, { description: 'Its settings with their defaults, as a JSON object.' })
  settings!: string;
}

@ObjectType({ description: 'An augmentation policy that is built in: a distribution of views.' })
export class Policy {
  @Field(() => String, { description: 'Name in configurations.' })
  key!: string;

  @Field(() => [PolicyOperation], { description: 'Its operations, which are done one after the other.' })
  operations!: PolicyOperation[];
}
