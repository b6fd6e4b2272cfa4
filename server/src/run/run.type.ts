import {
  rankingQualities,
  runStatuses,
  type RankingQuality as Quality,
  type RunStatus as Status,
  type SplitRole,
} from '@engram/core';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node/node.type.ts';
import { MeanAlignment } from '../score/score.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';
import type { RunFilter } from '@engram/store';

const named = <T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [K in T]: K };

export const RunStatus = named(runStatuses);
registerEnumType(RunStatus, {
  name: 'RunStatus',
  description: 'Life of a run.',
  valuesConfig: {
    QUEUED: { description: 'Waits for a worker.' },
    RUNNING: { description: 'A worker trains its encoders or scores.' },
    SUCCEEDED: { description: 'Its scores are published and never change again.' },
    FAILED: {
      description:
        'Stopped by an error, told in `errorCode` and `error`; a resume helps unless it failed of its configuration (TRAINING_DIVERGED, REPRESENTATION_COLLAPSED, INVALID_CONFIG, …).',
    },
    CANCELLED: { description: 'Stopped on request; it can be resumed.' },
  },
});

const RankingQuality = named(rankingQualities);
registerEnumType(RankingQuality, {
  name: 'RankingQuality',
  description: 'How far the ranking of a run can be trusted.',
  valuesConfig: {
    NOISE: { description: 'The order of the scores is noise: other encoders would order them otherwise.' },
    WEAK: { description: 'The order has some signal, single places have little.' },
    FAIR: { description: 'The order is mostly signal.' },
    GOOD: { description: 'The order would come out much the same with other encoders.' },
    UNKNOWN: { description: 'Too few encoders to tell (fewer than 4).' },
  },
});

@ObjectType({ description: 'An interval of a mean score, over encoders × datapoints.' })
export class MeanInterval {
  @Field(() => Float, { description: 'Lower end.' })
  low!: number;

  @Field(() => Float, { description: 'Upper end.' })
  high!: number;
}

@ObjectType({ description: 'One part of an `fg-split`: how much tighter f aligns its datapoints than g.' })
export class RoleContrast {
  @Field(() => String, {
    description:
      'The part: `shared` (seen by both), `candidate` (by f), `independent` (by g), `external` (none).',
  })
  role!: SplitRole;

  @Field(() => Int, { description: 'Number of datapoints in it.' })
  count!: number;

  @Field(() => Float, {
    description:
      'Mean of what the run measures, such as the alignment loss, under g minus that under f (f minus g where large values mean memorized): above 0 for memorized candidates, below 0 for independents, around 0 for the controls.',
  })
  mean!: number;

  @Field(() => MeanInterval, {
    nullable: true,
    description: 'Interval over pairs of encoders × datapoints; null from a single pair.',
  })
  interval!: MeanInterval | null;
}

@ObjectType({ description: 'A whole run in a few numbers.' })
export class RunSummary {
  @Field(() => Float, {
    description:
      'Mean score over the identifiable datapoints. A score says how much was memorized, but for proxies (`Run.isProxy`) and scores made elsewhere.',
  })
  meanScore!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of `interval`; null when there are too few encoders for one.',
  })
  low!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of `interval`; null when there are too few encoders for one.',
  })
  high!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Median standard error of the scores; null when unknown.',
  })
  medianStandardError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much another draw of views would move an alignment loss: jackknife standard error over the views within one encoder, median over datapoints, mean over encoders. Null with 2 views, and for runs that were not measured.',
  })
  viewNoise!: number | null;

  @Field(() => MeanAlignment, {
    nullable: true,
    description:
      'The two means whose difference `meanScore` is; null for proxies, for scores made elsewhere, and for runs published before it was kept.',
  })
  meanAlignment!: MeanAlignment | null;

  @Field(() => Float, { description: 'Fraction of the identifiable scores that are above 0, 0–1.' })
  positiveFraction!: number;

  @Field(() => Int, { description: 'Number of datapoints whose score is identifiable.' })
  identifiableCount!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Spearman correlation of the rankings from two halves of the encoders, mean over random halvings; null with fewer than 4 encoders, and where the halves cannot both score 10 datapoints.',
  })
  splitHalfSpearman!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Reliability of the ranking from all encoders: 2ρ/(1 + ρ) of `splitHalfSpearman` (Spearman–Brown), a little more where an odd group of encoders sat out; null where that is.',
  })
  spearmanBrown!: number | null;

  @Field(() => RankingQuality, { description: 'How far the ranking can be trusted.' })
  ranking!: Quality;

  @Field(() => [RoleContrast], {
    description:
      'Under `fg-split`, its parts one by one, the controls included; empty under other estimators.',
  })
  roleContrasts!: RoleContrast[];
}

@ObjectType({ description: 'How far a run or an experiment has come.' })
export class RunProgress {
  @Field(() => ID, { description: 'Id of the run or experiment.' })
  run!: string;

  @Field(() => RunStatus, { description: 'Where the run stands.' })
  status!: Status;

  @Field(() => String, {
    description:
      'One of queued, plan, train, score, publish, done; of an experiment: queued, runs, conclude, done.',
  })
  phase!: string;

  @Field(() => Float, { description: 'Fraction of the whole run that is done, 0–1.' })
  fraction!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds to go, measured on finished work; null until known.',
  })
  etaSeconds!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the run is doing now; for a run that has succeeded, what readers should know about how it was made.',
  })
  message!: string | null;
}

@ObjectType({
  implements: Node,
  description: 'Scores of a dataset by one method and configuration, and how they were made.',
})
export class Run implements Node {
  id!: string;
  /** UUID in the store. */
  key!: string;
  datasetKey!: string;
  methodKey!: string;
  ensembleKey!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'Key of the estimator, such as `half-split`.' })
  estimator!: string;

  @Field(() => String, {
    description:
      'What it reads off the encoders for each datapoint: key of the measure, such as `alignment`; `imported` for scores that were made elsewhere.',
  })
  measure!: string;

  @Field(() => Boolean, {
    description:
      'Whether `measure` is a proxy: its score is the mean over all encoders, whether they saw the datapoint or not. It says that a datapoint is atypical, not that it was memorized.',
  })
  isProxy!: boolean;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status!: Status;

  @Field(() => String, { description: 'Canonical JSON of everything that determines the run.' })
  config!: string;

  @Field(() => String, { description: 'SHA-256 of `config` (hexadecimal).' })
  configHash!: string;

  @Field(() => String, { description: 'Version of the code that made the encoders.' })
  codeVersion!: string;

  @Field(() => String, { description: 'What executed the tensors; `pending` until a worker took the run.' })
  engine!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Label that a worker must have to take it; null where any worker may.',
  })
  needs!: string | null;

  @Field(() => Date, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When a worker took it; null before that.' })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended; null before that.' })
  finishedAt!: Date | null;

  @Field(() => RunProgress, { description: 'How far it has come.' })
  progress!: RunProgress;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it failed, for programs: a code such as TRAINING_DIVERGED or STORE_UNAVAILABLE; null unless it failed.',
  })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it failed.' })
  error!: string | null;

  @Field(() => [String], { description: 'Words that people put on it, in the order of the alphabet.' })
  tags!: string[];

  @Field(() => Date, {
    nullable: true,
    description: 'Since when it is archived: lists leave it out unless asked; null when it is not.',
  })
  archivedAt!: Date | null;

  @Field(() => Int, { description: 'Number of encoders; 0 for scores that were made elsewhere.' })
  encoderCount!: number;

  @Field(() => Int, {
    description:
      'Number of datapoints that were measured and stand among the scores; those whose score has a value are `summary.identifiableCount`.',
  })
  scoredCount!: number;

  @Field(() => RunSummary, { nullable: true, description: 'Null until scores are published.' })
  summary!: RunSummary | null;
}

@ObjectType({ description: 'A run in a list.' })
class RunEdge {
  @Field(() => String, {
    description: 'Opaque cursor of this edge, for `after` and `before` of the same query.',
  })
  cursor!: string;

  @Field(() => Run, { description: 'The run.' })
  node!: Run;
}

@ObjectType({ description: 'A page of runs, the newest first.' })
export class RunConnection {
  filter!: RunFilter;

  @Field(() => [RunEdge], { description: 'The runs of the page with their cursors.' })
  edges!: RunEdge[];

  @Field(() => [Run], { description: 'The runs of the page.' })
  nodes!: Run[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}
