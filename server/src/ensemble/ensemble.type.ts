import { ensembles, type EnsembleFilter } from '@engram/store';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node/node.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';

type Origin = (typeof ensembles.ensembleOrigins)[number];

const EnsembleOrigin = Object.fromEntries(ensembles.ensembleOrigins.map((name) => [name, name])) as {
  [K in Origin]: K;
};
registerEnumType(EnsembleOrigin, {
  name: 'EnsembleOrigin',
  description: 'Where the encoders of an ensemble come from.',
  valuesConfig: {
    TRAINED: { description: 'Engram trained them.' },
    IMPORTED: {
      description:
        'They were trained elsewhere: their models were imported, or only their representations were read.',
    },
  },
});

@ObjectType({
  implements: Node,
  description: 'The encoders of one training configuration: trained once, measured by any number of runs.',
})
export class Ensemble implements Node {
  id!: string;
  /** UUID in the store. */
  key!: string;
  datasetKey!: string;
  methodKey!: string;

  @Field(() => String, { description: 'Name of the run that it was made for; determines nothing.' })
  name!: string;

  @Field(() => String, { description: 'SHA-256 of `config` (hexadecimal).' })
  hash!: string;

  @Field(() => String, {
    description:
      'Canonical JSON of everything that determines the encoders: that of a run without its measurement.',
  })
  config!: string;

  @Field(() => EnsembleOrigin, { description: 'Where its encoders come from.' })
  origin!: Origin;

  @Field(() => String, {
    description: 'Which encoder sees which datapoint: key of the design, such as `half-split`.',
  })
  design!: string;

  @Field(() => Int, { description: 'Number of encoders.' })
  encoderCount!: number;

  @Field(() => Int, { description: 'Number of encoders that are trained.' })
  trainedCount!: number;

  @Field(() => Int, {
    description:
      'Number of encoders that can be measured without training them: those whose checkpoints are kept.',
  })
  checkpointCount!: number;

  @Field(() => Float, { description: 'Size of its checkpoints in bytes, as far as it was recorded.' })
  sizeBytes!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'What trained the encoders; several when workers with different engines did. Null before the first is trained.',
  })
  engine!: string | null;

  @Field(() => String, { description: 'Version of the code that trains them.' })
  codeVersion!: string;

  @Field(() => Date, { description: 'When it was first asked for.' })
  createdAt!: Date;
}

@ObjectType({ description: 'An ensemble in a list.' })
class EnsembleEdge {
  @Field(() => String, {
    description: 'Opaque cursor of this edge, for `after` and `before` of the same query.',
  })
  cursor!: string;

  @Field(() => Ensemble, { description: 'The ensemble.' })
  node!: Ensemble;
}

@ObjectType({ description: 'A page of ensembles, the newest first.' })
export class EnsembleConnection {
  filter!: EnsembleFilter;

  @Field(() => [EnsembleEdge], { description: 'The ensembles of the page with their cursors.' })
  edges!: EnsembleEdge[];

  @Field(() => [Ensemble], { description: 'The ensembles of the page.' })
  nodes!: Ensemble[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}
