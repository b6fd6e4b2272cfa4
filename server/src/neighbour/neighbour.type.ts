import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: "A datapoint near another one in a run's representation space." })
export class Neighbour {
  datasetKey!: string;
  index!: number;

  @Field(() => Float, {
    description:
      "Distance of the two representations, in the run's distance (`scoring.distance` of its configuration), in float32.",
  })
  distance!: number;
}
