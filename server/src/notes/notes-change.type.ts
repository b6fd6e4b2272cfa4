import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'That tags or comments were added or removed.' })
export class NotesChange {
  @Field(() => String, { description: 'Opaque text, another one after each change.' })
  revision!: string;
}
