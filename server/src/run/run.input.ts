import { runStatuses } from '@engram/core';
import { ArgsType, Field } from 'type-graphql';
import { PageArgs } from '../pagination/page-args.ts';
import { RunStatus } from './run.type.ts';

@ArgsType()
export class RunsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only runs on the dataset of this short name.' })
  dataset?: string | null;

  @Field(() => String, { nullable: true, description: 'Only runs of the method of this key.' })
  method?: string | null;

  @Field(() => RunStatus, { nullable: true, description: 'Only runs with this status.' })
  status?: (typeof runStatuses)[number] | null;
}
