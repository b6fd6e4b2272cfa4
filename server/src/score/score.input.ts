import type { ScoreOrder as StoreScoreOrder } from '@engram/store';
import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { PageArgs } from '../pagination/page-args.ts';

const ScoreOrderField = {
  VALUE: 'VALUE',
  RELATIVE_VALUE: 'RELATIVE_VALUE',
  STANDARD_ERROR: 'STANDARD_ERROR',
  TOP_FRACTION: 'TOP_FRACTION',
  INDEX: 'INDEX',
} as const;
registerEnumType(ScoreOrderField, {
  name: 'ScoreOrderField',
  description: 'What scores can be ordered by.',
  valuesConfig: {
    VALUE: { description: 'The memorization score.' },
    RELATIVE_VALUE: { description: 'The relative score (g − f)/(g + f).' },
    STANDARD_ERROR: { description: 'Standard error of the score.' },
    TOP_FRACTION: { description: 'Probability of being in the top 5 %.' },
    INDEX: { description: 'Index of the datapoint in its dataset.' },
  },
});

const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, {
  name: 'Direction',
  description: 'Direction of an order; missing values come last in both.',
  valuesConfig: { ASC: { description: 'Smallest first.' }, DESC: { description: 'Largest first.' } },
});

@InputType({ description: 'A range of numbers, both ends included; an end left out is open.' })
export class FloatRange {
  @Field(() => Float, { nullable: true, description: 'At least this.' })
  gte?: number | null;

  @Field(() => Float, { nullable: true, description: 'At most this.' })
  lte?: number | null;
}

@InputType({
  description: 'Datapoints that several runs agree on: in the top part of at least `minRuns` of `runs`.',
})
export class AgreementFilter {
  @Field(() => [ID], { description: 'Ids of the runs that vote, on the same dataset.' })
  runs!: string[];

  @Field(() => Float, {
    description: 'How much of each run’s ranking counts as the top, in percent, 0–100.',
  })
  topPercent!: number;

  @Field(() => Int, { description: 'Number of runs that must have the datapoint in their top.' })
  minRuns!: number;
}

@InputType({ description: 'Which scores of a run; all conditions given must hold.' })
export class ScoreFilter {
  @Field(() => ID, {
    description:
      'Id of the run. A nested filter that names another run of the same dataset asks for the same datapoint’s score there.',
  })
  run!: string;

  @Field(() => [Int], { nullable: true, description: 'Indices of latent classes.' })
  classes?: number[] | null;

  @Field(() => FloatRange, { nullable: true, description: 'Range of the memorization score.' })
  value?: FloatRange | null;

  @Field(() => FloatRange, {
    nullable: true,
    description: 'Range of the rank; 1 is the most memorized, and no two scores share one.',
  })
  rank?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'Range of the percentile, 0–100.' })
  percentile?: FloatRange | null;

  @Field(() => FloatRange, { nullable: true, description: 'Range of P(in the top 5 %), 0–1.' })
  topFraction?: FloatRange | null;

  @Field(() => FloatRange, {
    nullable: true,
    description:
      'Range of the false discovery rate, 0–1: `{ lte: 0.05 }` asks for the datapoints that are memorized at a rate of 5 %.',
  })
  fdr?: FloatRange | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Split roles: shared, candidate, independent, external.',
  })
  roles?: string[] | null;

  @Field(() => [Int], { nullable: true, description: 'Indices of datapoints, at most 1,000.' })
  indices?: number[] | null;

  @Field(() => [String], { nullable: true, description: 'Content hashes of datapoints, at most 1,000.' })
  contentHashes?: string[] | null;

  @Field(() => AgreementFilter, { nullable: true, description: 'Datapoints that several runs agree on.' })
  agreement?: AgreementFilter | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the score is identifiable.' })
  identifiable?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Tags of datapoints, at most 1,000: any of them. Capitals and spaces at the ends do not count.',
  })
  tags?: string[] | null;

  @Field(() => [ScoreFilter], { nullable: true, description: 'All of these hold.' })
  and?: ScoreFilter[] | null;

  @Field(() => [ScoreFilter], { nullable: true, description: 'At least one of these holds.' })
  or?: ScoreFilter[] | null;

  @Field(() => ScoreFilter, { nullable: true, description: 'This does not hold.' })
  not?: ScoreFilter | null;
}

@InputType({ description: 'Order of scores; ties are broken by the index of the datapoint.' })
class ScoreOrder {
  @Field(() => ScoreOrderField, { defaultValue: 'VALUE', description: 'What to order by.' })
  field!: StoreScoreOrder['field'];

  @Field(() => Direction, { defaultValue: 'DESC', description: 'In which direction.' })
  direction!: StoreScoreOrder['direction'];
}

@ArgsType()
export class ScoresArgs extends PageArgs {
  @Field(() => ScoreFilter, { description: 'Which scores.' })
  filter!: ScoreFilter;

  @Field(() => ScoreOrder, {
    nullable: true,
    description: 'In which order; the largest score first when left out.',
  })
  orderBy?: ScoreOrder | null;
}
