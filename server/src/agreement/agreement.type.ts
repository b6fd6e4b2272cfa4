import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description: 'How far the rankings of two runs agree, over the datapoints that are identifiable in both.',
  simpleResolvers: true,
})
export class AgreementCell {
  @Field(() => ID, { description: 'Id of the one run.' })
  a!: string;

  @Field(() => ID, { description: 'Id of the other run.' })
  b!: string;

  @Field(() => Int, {
    description:
      'Size of the top of this pair; `topPercent` is a percentage of the datapoints that these two share.',
  })
  k!: number;

  @Field(() => Float, {
    description:
      'Fraction of the top k of one run that is in the top k of the other, 0–1; ties go to the smaller index.',
  })
  overlap!: number;

  @Field(() => Float, {
    description: 'Overlap of two unrelated rankings, k / count: read the overlap beside it.',
  })
  chance!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Kendall’s τ-b, in [−1, 1]; null when a ranking does not vary.',
  })
  kendallTau!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Spearman’s ρ with mean ranks for ties, in [−1, 1]; null when a ranking does not vary. Rankings of reliabilities r and s, by independent encoders, can be expected to reach √(r · s) at most.',
  })
  spearman!: number | null;

  @Field(() => Int, { description: 'Number of datapoints that are identifiable in both runs.' })
  count!: number;

  @Field(() => [String], {
    description:
      'In what the scores of the two runs differ, such as encoderIds or distance. When it is not empty, only the rankings may be compared, not the values.',
  })
  differingKeys!: string[];
}

@ObjectType({
  description: 'Agreement of the rankings of several runs, pair by pair.',
  simpleResolvers: true,
})
export class Agreement {
  @Field(() => Int, {
    description: 'Smallest size of a top among the pairs; each pair says its own.',
  })
  k!: number;

  @Field(() => [AgreementCell], {
    description: 'Every pair of runs once, in the order in which the runs were named.',
  })
  cells!: AgreementCell[];
}
