import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { runKeyOf } from './run-key.ts';
import { CreateRunPayload, RunPayload } from './run-payload.type.ts';
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
}
