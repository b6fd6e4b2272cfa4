import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'Anything with a global id; fetch it again by `node(id)`.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque global id, stable for ever.' })
  id!: string;
}
