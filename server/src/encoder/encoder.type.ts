import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A trained encoder of a run, and how its training went.' })
export class Encoder {
  @Field(() => Int, { description: 'Place among the encoders of the run, from 0.' })
  index!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Training loss of the last epoch; null when the encoder was trained elsewhere.',
  })
  finalLoss!: number | null;

  @Field(() => [Float], { description: 'Mean training loss of each epoch.' })
  lossHistory!: number[];

  @Field(() => [Float], {
    description:
      'Mean alignment loss of the last training batch of each epoch, over its two views; empty when it was not recorded.',
  })
  alignmentHistory!: number[];

  @Field(() => Float, { description: 'Time its training took, in milliseconds.' })
  trainDurationMs!: number;

  @Field(() => Float, { description: 'Time its scoring took, in milliseconds.' })
  scoreDurationMs!: number;

  @Field(() => String, { description: 'What executed its tensors.' })
  engine!: string;

  @Field(() => Int, { description: 'Number of datapoints it was trained on.' })
  trainedOnCount!: number;
}
