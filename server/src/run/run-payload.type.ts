import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Run } from './run.type.ts';

@ObjectType({ description: 'What `createRun` did.' })
export class CreateRunPayload {
  @Field(() => Run, { description: 'The run that was queued.' })
  run!: Run;
}

@ObjectType({ description: 'What a change to a run did.' })
export class RunPayload {
  @Field(() => Run, { description: 'The run after the change.' })
  run!: Run;
}

@ObjectType({ description: 'A run that is no longer there.' })
export class DeletedRun {
  @Field(() => ID, { description: 'Id that it had.' })
  id!: string;

  @Field(() => String, { description: 'Name that it had.' })
  name!: string;
}

@ObjectType({ description: 'What hangs on a run, to be known before it is deleted.' })
export class RunRemoval {
  @Field(() => Int, { description: 'Scores that are deleted with it.' })
  scoreCount!: number;

  @Field(() => [String], { description: 'Names of the saved views that lead to it.' })
  savedViews!: string[];

  @Field(() => [String], {
    description:
      'Hashes of the snapshots that hold it, newest first; while there are any, it cannot be deleted.',
  })
  snapshots!: string[];

  @Field(() => [String], {
    description: 'Names of the experiments that rest on it; while there are any, it cannot be deleted.',
  })
  experiments!: string[];

  @Field(() => Int, {
    description: 'Other runs that measure the same encoders. The encoders stay in any case.',
  })
  otherRunsOfEnsemble!: number;
}

@ObjectType({ description: 'A tag that people put on runs.' })
export class RunTagCount {
  @Field(() => String, { description: 'The tag: lower case, 1 to 40 characters.' })
  name!: string;

  @Field(() => Int, { description: 'Number of runs that have it, archived ones included.' })
  count!: number;
}
