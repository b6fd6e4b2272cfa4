import type { ScoreFilter } from '@engram/store';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { globalId } from '../global-id.ts';
import { Node } from '../node/node.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The memorization score of one datapoint in one run, with its uncertainty. Positive = memorized.',
})
export class Score implements Node {
  runId!: string;
  datasetId!: string;
  contentHash!: string;
  datapointClass!: number | null;
  thumbnailHash!: string | null;
  index!: number;

  /** Made when it is asked for: most pages show scores without it. */
  get id(): string {
    return globalId('Score', this.runId, this.index);
  }

  @Field(() => Float, {
    nullable: true,
    description:
      'm(x): mean alignment loss of encoders trained without minus with the datapoint; null when not identifiable.',
  })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: '(g − f)/(g + f) of the two mean losses, in [−1, 1].' })
  relativeValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'f: mean alignment loss of encoders trained with the datapoint.',
  })
  alignmentIn!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'g: mean alignment loss of encoders trained without the datapoint.',
  })
  alignmentOut!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Standard error over encoders; null with fewer than two on a side.',
  })
  standardError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the interval; null when it cannot be computed.',
  })
  low!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of the interval; null when it cannot be computed.',
  })
  high!: number | null;

  @Field(() => Float, { description: 'Confidence of the interval, such as 0.95.' })
  confidence!: number;

  @Field(() => Int, { description: 'Number of encoders trained with the datapoint.' })
  nIn!: number;

  @Field(() => Int, { description: 'Number of encoders trained without the datapoint.' })
  nOut!: number;

  @Field(() => Int, { description: 'Number of views the alignment loss is averaged over, pair by pair.' })
  views!: number;

  @Field(() => Boolean, { description: 'Whether the run can tell this score at all.' })
  identifiable!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why value or interval are missing; null when nothing is.',
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Split role of the datapoint in the run; null where roles do not apply.',
  })
  role!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Place in the run, 1 = most memorized; null when not identifiable.',
  })
  rank!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Part of the run’s identifiable scores smaller or equal, 0–100.',
  })
  percentile!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'P(in the top 5 %) by bootstrap over encoders, 0–1: how stable "atypical" is.',
  })
  topFraction!: number | null;
}

@ObjectType({ description: 'A score in a list.' })
export class ScoreEdge {
  @Field(() => String, {
    description: 'Opaque cursor of this edge, for `after` and `before` of the same query.',
  })
  cursor!: string;

  @Field(() => Score, { description: 'The score.' })
  node!: Score;
}

@ObjectType({ description: 'A page of scores.' })
export class ScoreConnection {
  filter!: ScoreFilter;

  @Field(() => [ScoreEdge], { description: 'The scores of the page with their cursors.' })
  edges!: ScoreEdge[];

  @Field(() => [Score], { description: 'The scores of the page.' })
  nodes!: Score[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'How the values of the scores under a filter are spread.' })
export class Histogram {
  @Field(() => [Float], {
    description: 'Edges of the bins, one more than bins; a bin includes its lower edge, the last bin both.',
  })
  edges!: number[];

  @Field(() => [Int], { description: 'Number of scores in each bin.' })
  counts!: number[];

  @Field(() => Int, { description: 'Number of scores with a value: the sum of the counts.' })
  total!: number;

  @Field(() => Int, { description: 'Number of scores without a value (not identifiable); in no bin.' })
  missing!: number;
}
