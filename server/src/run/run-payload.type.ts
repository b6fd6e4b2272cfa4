import { Field, ObjectType } from 'type-graphql';
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
