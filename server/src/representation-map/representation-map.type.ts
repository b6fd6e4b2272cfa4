import { projections, type Projection as Name } from '@engram/core';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

const Projection = Object.fromEntries(projections.map((name) => [name, name])) as {
  [K in Name]: K;
};
registerEnumType(Projection, {
  name: 'Projection',
  description: 'How representations were brought to a plane.',
  valuesConfig: {
    UMAP: {
      description: 'By UMAP (arXiv 1802.03426) of the 14 nearest neighbours, which it keeps together.',
    },
    PCA: {
      description:
        'On the two directions in which they vary most: with more than 10,000 datapoints, or fewer than 16.',
    },
  },
});

@ObjectType({
  description:
    "Representations of a run's un-augmented datapoints under its first encoder (index 0) on a plane. The places themselves are bytes at `/export/maps/<run>`. Distances on the plane are no scores, and its axes mean nothing by themselves.",
})
export class RepresentationMap {
  @Field(() => Projection, { description: 'How they were brought there.' })
  projection!: Name;

  @Field(() => Int, {
    description: 'Datapoints on it; those whose representation cannot be compared are not.',
  })
  datapointCount!: number;
}
