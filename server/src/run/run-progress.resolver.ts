import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../context.ts';
import { runKeyOf } from './run-key.ts';
import { watchProgress } from './run-progress.service.ts';
import { RunProgress } from './run.type.ts';

@Resolver()
export class RunProgressResolver {
  @Subscription(() => RunProgress, {
    description: 'How far a run is, now and whenever that changes, until it has finished.',
    subscribe: async ({ args, context }: { args: { id: string }; context: Context }) =>
      watchProgress(context.store, await runKeyOf(context, args.id, 'id'), context.signal),
  })
  runProgress(
    @Root() progress: RunProgress,
    @Arg('id', () => ID, { description: 'Id of the run.' }) _id: string,
  ): RunProgress {
    return progress;
  }
}
