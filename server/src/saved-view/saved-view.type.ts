import { Field, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({
  implements: Node,
  description: 'A page of the dashboard under a name, for everybody who reaches it.',
})
export class SavedView implements Node {
  id!: string;

  @Field(() => String, { description: 'Its name; no other has the same.' })
  name!: string;

  @Field(() => String, { description: 'Path and query of the page, below the address of the dashboard.' })
  address!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the token by which it was saved, which only its holder and admins may change; null without one.',
  })
  maker!: string | null;

  @Field(() => Date, { description: 'When it was saved.' })
  createdAt!: Date;

  @Field(() => Boolean, { description: 'Whether you, who ask, may rename, replace and remove it.' })
  mayChange!: boolean;
}

@ObjectType({ description: 'What `saveView` or `renameView` did.' })
export class SavedViewPayload {
  @Field(() => SavedView, { description: 'The view.' })
  view!: SavedView;
}
