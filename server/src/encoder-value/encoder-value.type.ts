import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What a run measured of a datapoint under one of its encoders.' })
export class EncoderValue {
  @Field(() => Int, { description: 'Place of the encoder among those of the run, from 0.' })
  encoder!: number;

  @Field(() => Boolean, { description: 'Whether the encoder was trained on the datapoint.' })
  isTrainedOnIt!: boolean;

  @Field(() => Float, {
    description:
      'In the unit of the run’s measure; for `alignment` the alignment loss, in units of the distance.',
  })
  value!: number;
}
