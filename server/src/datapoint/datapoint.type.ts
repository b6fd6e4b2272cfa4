import { Field, Int, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({ implements: Node, description: 'One element of a dataset, such as one image.' })
export class Datapoint implements Node {
  id!: string;
  datasetKey!: string;
  classIndex!: number | null;

  @Field(() => Int, { description: 'Stable position in the original dataset, from 0.' })
  index!: number;

  @Field(() => String, { description: 'SHA-256 of the content (hexadecimal).' })
  contentHash!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Path of a thumbnail (PNG) relative to the API's address; null when the dataset has no images.",
  })
  imageUrl!: string | null;
}
