import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The scores of one layer of the encoders in a few numbers.' })
export class LayerScore {
  @Field(() => String, { description: 'Name of the layer; the last is `representation`.' })
  layer!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean score over the identifiable datapoints; null without any.',
  })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of its interval over encoders × datapoints; null with too few of either.',
  })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its interval; null where `low` is.' })
  high!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Mean relative score, which compares layers whose distances differ in size; null without any.',
  })
  relativeMean!: number | null;

  @Field(() => Int, { description: 'Number of identifiable datapoints.' })
  count!: number;
}

@ObjectType({ description: 'A unit of one encoder that a single datapoint drives more than all others.' })
export class MemorizingUnit {
  datasetKey!: string;
  index!: number;

  @Field(() => Int, { description: 'Index of the encoder in its ensemble.' })
  encoder!: number;

  @Field(() => String, { description: 'Name of the layer.' })
  layer!: string;

  @Field(() => Int, { description: 'Index of the unit in its layer.' })
  unit!: number;

  @Field(() => Float, {
    description:
      '(μ_max − μ_−max) / (μ_max + μ_−max) of its mean activations, 0–1: 1 for a unit that one datapoint alone drives.',
  })
  selectivity!: number;

  @Field(() => Boolean, { description: 'Whether the encoder was trained on the datapoint that drives it.' })
  trainedOn!: boolean;
}

@ObjectType({ description: 'How the scores of two runs of one ensemble, measured differently, go together.' })
export class MeasureCorrelation {
  runKey!: string;

  @Field(() => Int, { description: 'Number of datapoints with both scores.' })
  count!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Spearman correlation; null when one of the scores does not vary.',
  })
  spearman!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower end of its interval over encoders × datapoints (bootstrap); null with too few of either.',
  })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its interval; null where `low` is.' })
  high!: number | null;
}
