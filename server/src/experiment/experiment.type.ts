import { verdicts, type RunStatus as Status, type Verdict as VerdictName } from '@engram/core';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ExperimentFilter } from '@engram/store';
import { Node } from '../node/node.type.ts';
import { PageInfo } from '../pagination/page-info.type.ts';
import { RunProgress, RunStatus } from '../run/run.type.ts';

const Verdict = Object.fromEntries(verdicts.map((name) => [name, name])) as {
  [K in VerdictName]: K;
};
registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'Whether a claim holds, told from its interval alone.',
  valuesConfig: {
    HOLDS: { description: 'The whole interval is above what the claim says.' },
    DOES_NOT_HOLD: { description: 'No part of the interval is.' },
    CANNOT_BE_TOLD: { description: 'The interval holds both, or there is none: more encoders decide.' },
    NOT_APPLICABLE: { description: 'The question makes no sense here; the reason says why.' },
  },
});

@ObjectType({ description: 'An axis of a series.' })
class Axis {
  @Field(() => String, { description: 'What it shows.' })
  label!: string;

  @Field(() => String, { nullable: true, description: 'Unit; null for pure numbers.' })
  unit!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Names that 0, 1, … stand for; null on an axis of numbers.',
  })
  categories!: string[] | null;
}

@ObjectType({ description: 'A point of a series.' })
export class SeriesPoint {
  @Field(() => Float, { description: 'Value on the horizontal axis, or the place of its category.' })
  x!: number;

  @Field(() => Float, { nullable: true, description: 'Value; null where it could not be computed.' })
  y!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of its interval; null without one.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its interval; null without one.' })
  high!: number | null;

  @Field(() => Int, { nullable: true, description: 'Datapoints or encoders that it rests on.' })
  n!: number | null;
}

@ObjectType({ description: 'Points that are drawn as one line or one row of dots.' })
export class Series {
  @Field(() => String, {
    description: 'Unique in its experiment; series with the same word before the dot share a chart.',
  })
  key!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => Axis, { description: 'The horizontal axis.' })
  x!: Axis;

  @Field(() => Axis, { description: 'The vertical axis.' })
  y!: Axis;

  @Field(() => [SeriesPoint], { description: 'Its points, in order.' })
  points!: SeriesPoint[];
}

@ObjectType({ description: 'A claim, what was found, and whether the claim holds.' })
export class Statement {
  @Field(() => String, { description: 'A sentence that is true or false.' })
  claim!: string;

  @Field(() => Float, { nullable: true, description: 'What was found; null where it could not be computed.' })
  estimate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of its interval; null without one.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its interval; null without one.' })
  high!: number | null;

  @Field(() => Float, { nullable: true, description: 'Confidence of the interval, 0–1; null without one.' })
  confidence!: number | null;

  @Field(() => Verdict, { description: 'Whether the claim holds.' })
  verdict!: VerdictName;

  @Field(() => String, { nullable: true, description: 'Why, where the interval does not say it.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the claim was made.' })
  source!: string | null;
}

@ObjectType({ implements: Node, description: 'A question that takes several runs, and what came of it.' })
export class Experiment implements Node {
  id!: string;
  /** UUID in the store. */
  key!: string;

  @Field(() => String, { description: 'Kind, such as `agreement`.' })
  kind!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => RunStatus, { description: 'Where it stands.' })
  status!: Status;

  @Field(() => String, { description: 'Canonical JSON of everything that determines it.' })
  config!: string;

  @Field(() => String, { description: 'SHA-256 of `config` (hexadecimal).' })
  configHash!: string;

  @Field(() => String, { description: 'Version of the code that made it.' })
  codeVersion!: string;

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
    description: 'Why it failed, for programs: a code such as TRAINING_DIVERGED; null unless it failed.',
  })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it failed.' })
  error!: string | null;
}

@ObjectType({ description: 'An experiment in a list.' })
class ExperimentEdge {
  @Field(() => String, {
    description: 'Opaque cursor of this edge, for `after` and `before` of the same query.',
  })
  cursor!: string;

  @Field(() => Experiment, { description: 'The experiment.' })
  node!: Experiment;
}

@ObjectType({ description: 'A page of experiments, the newest first.' })
export class ExperimentConnection {
  filter!: ExperimentFilter;

  @Field(() => [ExperimentEdge], { description: 'The experiments of the page with their cursors.' })
  edges!: ExperimentEdge[];

  @Field(() => [Experiment], { description: 'The experiments of the page.' })
  nodes!: Experiment[];

  @Field(() => PageInfo, { description: 'Where the page lies.' })
  pageInfo!: PageInfo;
}

@ObjectType({ description: 'What a change to an experiment did.' })
export class ExperimentPayload {
  @Field(() => Experiment, { description: 'The experiment after the change.' })
  experiment!: Experiment;
}
