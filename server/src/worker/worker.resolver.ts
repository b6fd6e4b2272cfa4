import { Arg, Ctx, Extensions, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { wholeRunCost, works } from '../limits/field-work.ts';
import { findRun } from '../run/run.service.ts';
import { Run } from '../run/run.type.ts';
import { listWorkers } from './worker.service.ts';
import { Worker, WorkerJob } from './worker.type.ts';

@Resolver(() => Worker)
export class WorkerResolver {
  @Extensions(works(wholeRunCost))
  @Query(() => [Worker], { description: 'The workers that are alive, on any machine, the oldest first.' })
  workers(
    @Ctx() context: Context,
    @Arg('first', () => Int, {
      nullable: true,
      description: 'How many at most, 1 to 100; 100 when left out.',
    })
    first?: number | null,
  ): Promise<Worker[]> {
    return listWorkers(context, first);
  }
}

@Resolver(() => WorkerJob)
export class WorkerJobResolver {
  @FieldResolver(() => Run, { nullable: true, description: 'The run; null when it was deleted.' })
  run(@Ctx() context: Context, @Root() { runKey }: WorkerJob): Promise<Run | null> {
    return findRun(context, runKey);
  }
}
