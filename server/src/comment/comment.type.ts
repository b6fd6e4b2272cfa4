import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({ implements: Node, description: 'What somebody wrote about a datapoint.' })
export class Comment implements Node {
  id!: string;

  @Field(() => String, { description: 'Its text as it was written: plain text, lines may break.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who wrote it, as they named themselves; null when they did not.',
  })
  author!: string | null;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;
}

@ObjectType({ description: 'What `addComment` did.' })
export class CommentPayload {
  @Field(() => Comment, { description: 'The comment.' })
  comment!: Comment;
}

@ObjectType({ description: 'What was removed.' })
export class RemovalPayload {
  @Field(() => ID, { description: 'Id of what is gone.' })
  id!: string;
}
