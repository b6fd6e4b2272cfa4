import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { runKeyOf } from './run-key.ts';
import { CreateRunPayload, DeletedRun, RunPayload } from './run-payload.type.ts';
import { deleteRun } from './run-management.service.ts';
import { cancelRun, createRun, resumeRun } from './run-queue.service.ts';
import { CreateRunInput } from './run.input.ts';

@Resolver()
export class RunMutationResolver {
  @Mutation(() => CreateRunPayload, { description: 'Queues a run; a worker takes it when it is free.' })
  async createRun(
    @Ctx() context: Context,
    @Arg('input', () => CreateRunInput, { description: 'What to run.' }) input: CreateRunInput,
  ): Promise<CreateRunPayload> {
    return { run: await createRun(context, input) };
  }

  @Mutation(() => RunPayload, {
    description: 'Stops a queued or running run; its finished encoders are kept.',
  })
  async cancelRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
  ): Promise<RunPayload> {
    return { run: await cancelRun(context, await runKeyOf(context, id, 'id')) };
  }

  @Mutation(() => RunPayload, {
    description: 'Queues a failed or cancelled run again; its finished encoders are used again.',
  })
  async resumeRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
  ): Promise<RunPayload> {
    return { run: await resumeRun(context, await runKeyOf(context, id, 'id')) };
  }

  @Mutation(() => DeletedRun, {
    description:
      'Deletes a run with its scores; `Run.removal` says before what hangs on it. Its encoders stay. Rejected for a run that is not finished, and for one that a snapshot holds.',
  })
  async deleteRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
  ): Promise<DeletedRun> {
    return deleteRun(context, await runKeyOf(context, id, 'id'));
  }
}
