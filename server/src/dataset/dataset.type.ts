import { dataKinds, type DataKind as Kind } from '@engram/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { globalId } from '../global-id.ts';
import { Node } from '../node/node.type.ts';

const DataKind = Object.fromEntries(dataKinds.map((kind) => [kind.toUpperCase(), kind])) as {
  [K in Kind as Uppercase<K>]: K;
};
registerEnumType(DataKind, {
  name: 'DataKind',
  description: 'What the datapoints of a dataset are.',
  valuesConfig: {
    IMAGE: { description: 'Images, with values from 0 to 255.' },
    VECTOR: { description: 'Rows of numbers.' },
    SERIES: { description: 'Series of steps, with one number or several at each.' },
    TEXT: { description: 'Texts, as hashed counts of their words.' },
  },
});

@ObjectType({ implements: Node, description: 'An imported set of datapoints.' })
export class Dataset implements Node {
  id!: string;
  /** UUID in the store. */
  key!: string;

  @Field(() => String, { description: 'Short unique name, used in configurations and links.' })
  slug!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => DataKind, { description: 'What its datapoints are.' })
  kind!: Kind;

  @Field(() => Int, { description: 'Number of datapoints.' })
  datapointCount!: number;

  @Field(() => String, {
    description: "SHA-256 over the datapoints' content hashes, in order (hexadecimal).",
  })
  contentHash!: string;

  @Field(() => String, { nullable: true, description: 'Licence of the data; null when unknown.' })
  license!: string | null;

  @Field(() => String, { nullable: true, description: 'How to cite the data; null when unknown.' })
  citation!: string | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A class of datapoints, such as the digit shown. Encoders never see it.',
})
export class LatentClass implements Node {
  datasetKey!: string;

  /** Made when it is asked for. */
  get id(): string {
    return globalId('LatentClass', this.datasetKey, this.index);
  }

  @Field(() => Int, { description: 'Number of the class in its dataset, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => Int, { description: 'Number of datapoints of this class.' })
  datapointCount!: number;
}
