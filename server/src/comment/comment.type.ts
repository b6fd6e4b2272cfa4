import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';

@ObjectType({ implements: Node, description: 'What somebody wrote about a datapoint.' })
export class Comment implements Node {
  id!: string;
  datasetId!: string;
  index!: number;

  @Field(() => String, { description: 'Its text as it was written: plain text, lines may break.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who wrote it, as they named themselves; null when they did not.',
  })
  author!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the token by which it was written, which only its holder and admins may change; null without one.',
  })
  maker!: string | null;

  @Field(() => Date, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last given another text; null for one that stands as it was written.',
  })
  editedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the token by which it was last given another text; null without one, and where that was not recorded.',
  })
  editor!: string | null;

  @Field(() => Boolean, { description: 'Whether you, who ask, may edit and remove it.' })
  mayChange!: boolean;
}

@ObjectType({ description: 'What `addComment` or `editComment` did.' })
export class CommentPayload {
  @Field(() => Comment, { description: 'The comment.' })
  comment!: Comment;
}

@ObjectType({ description: 'What was removed.' })
export class RemovalPayload {
  @Field(() => ID, { description: 'Id of what is gone.' })
  id!: string;
}

@ObjectType({ description: 'A comment in a list.' })
class CommentEdge {
  @Field(() => String, {
    description: 'Opaque cursor of this edge, for `after` and `before` of the same query.',
  })
  cursor!: string;

  @Field(() => Comment, { description: 'The comment.' })
  node!: Comment;
}

@ObjectType({ description: 'A page of comments, the newest first.' })
export class CommentConnection {
  @Field(() => [CommentEdge], { description: 'The comments of the page with their cursors.' })
  edges!: CommentEdge[];

  @Field(() => [Comment], { description: 'The comments of the page.' })
  nodes!: Comment[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}
