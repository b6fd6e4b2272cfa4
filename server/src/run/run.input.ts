import type { RunStatus as Status } from '@engram/core';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import { PageArgs } from '../pagination/page-args.ts';
import { RunStatus } from './run.type.ts';

@ArgsType()
export class RunsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only runs on the dataset of this short name.' })
  dataset?: string | null;

  @Field(() => String, { nullable: true, description: 'Only runs of the method of this key.' })
  method?: string | null;

  @Field(() => RunStatus, { nullable: true, description: 'Only runs with this status.' })
  status?: Status | null;

  @Field(() => ID, { nullable: true, description: 'Only runs that measure the ensemble of this id.' })
  ensemble?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only runs that measure this: key of the measure, such as `layer-alignment`.',
  })
  measure?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only runs with this tag. Capitals and spaces at the ends do not count.',
  })
  tag?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether archived runs are listed too.',
  })
  includeArchived?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only runs that an experiment made; false: none of these. All when left out.',
  })
  isOfExperiment?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only runs whose name has this text in it, whatever the case, or whose UUID begins so.',
  })
  search?: string | null;
}

@InputType({ description: 'A run to be queued: a preset, a configuration, or a preset with changes.' })
export class CreateRunInput {
  @Field(() => String, { description: 'Short name of the dataset.' })
  dataset!: string;

  @Field(() => String, { nullable: true, description: 'Name of a preset, such as `mnist-quick`.' })
  preset?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Configuration in JSON; with a preset, only what differs from it.',
  })
  config?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name for people; that of the configuration when left out.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Label that a worker must have to take the run, such as `gpu`; any worker takes it when left out. `Worker.labels` has those of the workers that are alive.',
  })
  needs?: string | null;
}
