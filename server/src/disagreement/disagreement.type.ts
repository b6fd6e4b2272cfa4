import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Run } from '../run/run.type.ts';
import { Score } from '../score/score.type.ts';
import type { ComparabilityKey } from '@engram/core';

@ObjectType({ description: 'A datapoint that the rankings of two runs place differently.' })
export class Disagreement {
  @Field(() => Float, {
    description:
      'By how much higher it stands in the run of its list: the percentile in a minus the one in b under `higherInA`, in b minus in a under `higherInB`; above 0, up to 100. May be compared even where values may not.',
  })
  percentileDifference!: number;

  @Field(() => Score, { description: 'Its score in a.' })
  scoreA!: Score;

  @Field(() => Score, { description: 'Its score in b.' })
  scoreB!: Score;
}

@ObjectType({
  description: 'What two runs say of one latent class, over its datapoints that are identifiable in both.',
})
export class ClassDifference {
  datasetKey!: string;
  classIndex!: number | null;
  keys!: readonly [ComparabilityKey, ComparabilityKey];

  @Field(() => Int, { description: 'Number of datapoints of the class that are identifiable in both.' })
  count!: number;

  @Field(() => Float, { description: 'Mean score in a.' })
  meanA!: number;

  @Field(() => Float, { description: 'Mean score in b.' })
  meanB!: number;

  @Field(() => Float, { description: 'Mean percentile in the ranking of a.' })
  percentileA!: number;

  @Field(() => Float, { description: 'Mean percentile in the ranking of b.' })
  percentileB!: number;
}

@ObjectType({
  description: 'Where the rankings of two runs differ, over the datapoints that are identifiable in both.',
})
export class Disagreements {
  keys!: readonly [ComparabilityKey, ComparabilityKey];

  @Field(() => Run, { description: 'The one run.' })
  a!: Run;

  @Field(() => Run, { description: 'The other run.' })
  b!: Run;

  @Field(() => Int, {
    description: 'Number of datapoints that were looked at: identifiable in both, of the classes asked for.',
  })
  count!: number;

  @Field(() => [String], {
    description:
      'In what the scores of the two runs differ. When it is not empty, only ranks and percentiles may be compared, not values.',
  })
  differingKeys!: string[];

  @Field(() => [Disagreement], {
    description: 'Datapoints that stand higher in a than in b, the largest difference (a − b) first.',
  })
  higherInA!: Disagreement[];

  @Field(() => [Disagreement], {
    description: 'Datapoints that stand higher in b than in a, the largest difference (b − a) first.',
  })
  higherInB!: Disagreement[];
}
