import { Field, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({
  implements: Node,
  description:
    'An immutable published set of runs, to be cited: the same hash always means the same numbers.',
})
export class Snapshot implements Node {
  id!: string;
  /** UUIDs in the store. */
  runKeys!: string[];

  @Field(() => String, {
    description:
      'SHA-256 (hexadecimal) over canonical JSON of the configuration, code version, dataset and all scores of each run. Title and time are no part of it.',
  })
  hash!: string;

  @Field(() => String, { description: 'Title given by the first who made it.' })
  title!: string;

  @Field(() => String, {
    description:
      "Permalink `/s/<hash>`: below the server's public address where that is set (ENGRAM_PUBLIC_URL), else relative to the API's.",
  })
  url!: string;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
}

@ObjectType({ description: 'What `createSnapshot` did.' })
export class SnapshotPayload {
  @Field(() => Snapshot, { description: 'The snapshot, made now or before.' })
  snapshot!: Snapshot;
}
