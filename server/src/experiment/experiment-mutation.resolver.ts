import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { CreateExperimentInput } from './experiment.input.ts';
import { cancelExperiment, createExperiment, resumeExperiment } from './experiment.service.ts';
import { ExperimentPayload } from './experiment.type.ts';

@Resolver()
export class ExperimentMutationResolver {
  @Mutation(() => ExperimentPayload, {
    description: 'Queues an experiment; what is trained already is used again.',
  })
  async createExperiment(
    @Ctx() context: Context,
    @Arg('input', () => CreateExperimentInput, { description: 'What to find out.' })
    input: CreateExperimentInput,
  ): Promise<ExperimentPayload> {
    return { experiment: await createExperiment(context, input) };
  }

  @Mutation(() => ExperimentPayload, {
    description: 'Stops an experiment and the runs that only it waits for; finished encoders are kept.',
  })
  async cancelExperiment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the experiment.' }) id: string,
  ): Promise<ExperimentPayload> {
    return { experiment: await cancelExperiment(context, id) };
  }

  @Mutation(() => ExperimentPayload, {
    description:
      'Queues a failed or cancelled experiment again; its finished runs and encoders are used again.',
  })
  async resumeExperiment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the experiment.' }) id: string,
  ): Promise<ExperimentPayload> {
    return { experiment: await resumeExperiment(context, id) };
  }
}
