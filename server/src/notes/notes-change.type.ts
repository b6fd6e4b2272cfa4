import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'That tags or comments were added, edited or removed.' })
export class NotesChange {
  @Field(() => String, {
    description: 'Opaque text that differs where the notes differ; it is read about three times a second.',
  })
  revision!: string;
}
