import { Field, Int, ObjectType } from 'type-graphql';
import { globalId } from '../global-id.ts';
import { Node } from '../node/node.type.ts';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'One element of a dataset, such as one image.',
})
export class Datapoint implements Node {
  datasetKey!: string;
  classIndex!: number | null;

  /** Made when it is asked for. */
  get id(): string {
    return globalId('Datapoint', this.datasetKey, this.index);
  }

  @Field(() => Int, { description: 'Stable position in the original dataset, from 0.' })
  index!: number;

  @Field(() => String, { description: 'SHA-256 of the content (hexadecimal).' })
  contentHash!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Path of a thumbnail (PNG) relative to the API's address: an image as it is, the first words of a text, a plot of a vector or series; null when the dataset has no values.",
  })
  imageUrl!: string | null;
}
