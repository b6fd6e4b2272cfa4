import { Field, ObjectType } from 'type-graphql';
import { Node } from '../node/node.type.ts';

@ObjectType({ description: 'Somebody whose work a snapshot is.' })
class SnapshotAuthor {
  @Field(() => String, {
    description: 'As people write it: given name, then family name; or the name of a group.',
  })
  name!: string;

  @Field(() => String, { description: 'Family name, or the whole name of a group.' })
  family!: string;

  @Field(() => String, { nullable: true, description: 'Given names; null for a group.' })
  given?: string | null;

  @Field(() => String, { nullable: true, description: 'ORCID iD, as 0000-0002-1825-0097.' })
  orcid?: string | null;
}

@ObjectType({
  implements: Node,
  description:
    'An immutable published set of runs and experiments, to be cited: the same hash always means the same numbers.',
})
export class Snapshot implements Node {
  id!: string;
  /** UUIDs in the store. */
  runKeys!: string[];
  /** The same. */
  experimentKeys!: string[];

  @Field(() => String, {
    description:
      'SHA-256 (hexadecimal) over canonical JSON of the configuration, code version, dataset, all scores, series and units of each run, and of the configuration, code version, runs, series and statements of each experiment. Title, authors, licence and time are no part of it. A snapshot that a version made which did not hash series yet covers configuration, code version, dataset and scores of its runs only.',
  })
  hash!: string;

  @Field(() => String, { description: 'Title given by the first who made it.' })
  title!: string;

  @Field(() => [SnapshotAuthor], { description: 'In their order; empty when nobody was named.' })
  authors!: SnapshotAuthor[];

  @Field(() => String, { nullable: true, description: 'Licence of the scores, by its SPDX identifier.' })
  license?: string | null;

  @Field(() => String, {
    description:
      "Permalink `/s/<hash>`: below the server's public address where that is set (ENGRAM_PUBLIC_URL), else relative to the API's.",
  })
  url!: string;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;
}

@ObjectType({
  description:
    'A figure of a snapshot, at `/snapshot/<hash>/figures/<name>.svg`, `.pdf` and, its numbers, `.csv`.',
})
export class SnapshotFigure {
  @Field(() => String, { description: 'Name in the address, such as `histogram-1`.' })
  name!: string;

  @Field(() => String, { description: 'What it shows, for people.' })
  title!: string;
}

@ObjectType({ description: 'What `createSnapshot` did.' })
export class SnapshotPayload {
  @Field(() => Snapshot, { description: 'The snapshot, made now or before.' })
  snapshot!: Snapshot;
}
