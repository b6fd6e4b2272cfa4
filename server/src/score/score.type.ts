import type { MissingReason as Reason, SplitRole } from '@engram/core';
import type { ScoreFilter, StoredScore } from '@engram/store';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { globalId } from '../global-id.ts';
import { Node } from '../node/node.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';
import { MissingReason } from './missing-reason.type.ts';
import { StoredField } from './stored-field.ts';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The memorization score of one datapoint in one run, with its uncertainty. Positive = memorized.',
})
export class Score implements Node, Omit<StoredScore, 'class' | 'reason'> {
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

  @StoredField() value!: number | null;
  @StoredField() relativeValue!: number | null;
  @StoredField() alignmentIn!: number | null;
  @StoredField() alignmentOut!: number | null;
  @StoredField() standardError!: number | null;
  @StoredField() low!: number | null;
  @StoredField() high!: number | null;

  @Field(() => Float, { description: 'Confidence of the interval, such as 0.95.' })
  confidence!: number;

  @StoredField() nIn!: number;
  @StoredField() nOut!: number;

  @Field(() => Int, {
    description: 'Number of views the alignment loss is averaged over, pair by pair; 0 for imported scores.',
  })
  views!: number;

  @StoredField() identifiable!: boolean;
  @StoredField() reason!: string | null;

  @Field(() => MissingReason, {
    nullable: true,
    description: 'The same for programs; null when nothing is missing.',
  })
  reasonCode!: Reason | null;

  @StoredField() role!: SplitRole | null;
  @StoredField() rank!: number | null;
  @StoredField() percentile!: number | null;
  @StoredField() topFraction!: number | null;
  @StoredField() fdr!: number | null;
}

@ObjectType({ description: 'A score in a list.' })
class ScoreEdge {
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

@ObjectType({ description: 'Mean alignment losses over the identifiable scores under a filter.' })
export class MeanAlignment {
  @Field(() => Float, {
    nullable: true,
    description:
      'Under the encoders trained with a datapoint; null without scores, or where it is not known.',
  })
  alignmentIn!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same under those trained without it.' })
  alignmentOut!: number | null;
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
