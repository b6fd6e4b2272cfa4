import type { RunStatus as Status } from '@engram/core';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PageArgs } from '../pagination/page-args.ts';
import { RunStatus } from '../run/run.type.ts';

@ArgsType()
export class ExperimentsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only experiments of this kind.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Only experiments on the dataset of this short name.' })
  dataset?: string | null;

  @Field(() => RunStatus, { nullable: true, description: 'Only experiments with this status.' })
  status?: Status | null;
}

@InputType({ description: 'An experiment to be queued.' })
export class CreateExperimentInput {
  @Field(() => String, { description: 'Kind, such as `agreement`.' })
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Configuration in JSON: only what differs from the settings that the kind starts from.',
  })
  config?: string | null;

  @Field(() => String, { nullable: true, description: 'Name for people; one is made when left out.' })
  name?: string | null;
}
