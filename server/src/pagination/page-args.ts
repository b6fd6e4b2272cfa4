import { ArgsType, Field, Int } from 'type-graphql';

@ArgsType()
export class NextPageArgs {
  @Field(() => Int, { nullable: true, description: 'Size of the page from the start or `after`, 1–100.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor that the page follows; goes with `first`.' })
  after?: string | null;
}

@ArgsType()
export class PageArgs extends NextPageArgs {
  @Field(() => Int, { nullable: true, description: 'Size of the page up to the end or `before`, 1–100.' })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor that the page comes before; goes with `last`.',
  })
  before?: string | null;
}
