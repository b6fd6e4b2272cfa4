import { canonicalTag } from '@engram/core';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { findDataset } from '../dataset/dataset.service.ts';
import { Dataset } from '../dataset/dataset.type.ts';
import { ensembleKeyOf } from '../ensemble/ensemble-key.ts';
import { toMethod } from '../method/method.service.ts';
import { Method } from '../method/method.type.ts';
import { keyOrNull } from './run-key.ts';
import { RunsArgs } from './run.input.ts';
import { countRuns, findRun, pageOfRuns } from './run.service.ts';
import { MeanInterval, Run, RunConnection, RunSummary } from './run.type.ts';

@Resolver(() => Run)
export class RunResolver {
  @Query(() => RunConnection, { description: 'Runs, the newest first.' })
  async runs(
    @Ctx() context: Context,
    @Args(() => RunsArgs)
    {
      dataset,
      method,
      status,
      ensemble,
      measure,
      tag,
      includeArchived,
      isOfExperiment,
      search,
      ...page
    }: RunsArgs,
  ): Promise<RunConnection> {
    return pageOfRuns(context, page, {
      dataset: dataset ?? undefined,
      method: method ?? undefined,
      status: status ?? undefined,
      measure: measure ?? undefined,
      ...(tag ? { tag: canonicalTag(tag) } : {}),
      ...(includeArchived ? {} : { archived: false }),
      isOfExperiment: isOfExperiment ?? undefined,
      search: search?.trim() || undefined,
      ensemble: typeof ensemble === 'string' ? await ensembleKeyOf(context, ensemble, 'ensemble') : undefined,
    });
  }

  @Query(() => Run, {
    nullable: true,
    description:
      'A run by its id, by the UUID the command prints, or by the beginning of one (4 characters or more); null when unknown.',
  })
  async run(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
  ): Promise<Run | null> {
    const key = await keyOrNull(context, id, 'id');
    return key === null ? null : findRun(context, key);
  }

  @FieldResolver(() => Dataset, { description: 'The dataset it scores.' })
  dataset(@Ctx() context: Context, @Root() run: Run): Promise<Dataset | null> {
    return findDataset(context, run.datasetKey);
  }

  @FieldResolver(() => Method, { description: 'The method its encoders were trained by.' })
  method(@Root() run: Run): Method {
    return toMethod(run.methodKey);
  }
}

@Resolver(() => RunConnection)
export class RunConnectionResolver {
  @FieldResolver(() => Int, { description: 'Number of runs in all pages; counted only when asked for.' })
  totalCount(@Ctx() context: Context, @Root() runs: RunConnection): Promise<number> {
    return countRuns(context, runs.filter);
  }
}

@Resolver(() => RunSummary)
export class RunSummaryResolver {
  @FieldResolver(() => MeanInterval, {
    nullable: true,
    description: 'Interval of the mean score; null when there are too few encoders for one.',
  })
  interval(@Root() { low, high }: RunSummary): MeanInterval | null {
    return low === null || high === null ? null : { low, high };
  }
}
