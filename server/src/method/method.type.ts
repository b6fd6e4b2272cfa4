import { Field, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({ implements: Node, description: 'A self-supervised learning method.' })
export class Method implements Node {
  id!: string;

  @Field(() => String, { description: 'Key in configurations, such as `simclr`.' })
  key!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'The paper; null when there is none.' })
  citation!: string | null;
}
