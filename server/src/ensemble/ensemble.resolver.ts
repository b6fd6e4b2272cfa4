import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { findDataset } from '../dataset/dataset.service.ts';
import { Dataset } from '../dataset/dataset.type.ts';
import { toMethod } from '../method/method.service.ts';
import { Method } from '../method/method.type.ts';
import { Run } from '../run/run.type.ts';
import { EnsemblesArgs } from './ensemble.input.ts';
import { ensembleKeyOrNull } from './ensemble-key.ts';
import { countEnsembles, findEnsemble, pageOfEnsembles, runsOfEnsemble } from './ensemble.service.ts';
import { Ensemble, EnsembleConnection } from './ensemble.type.ts';

@Resolver(() => Ensemble)
export class EnsembleResolver {
  @Query(() => EnsembleConnection, { description: 'Ensembles, the newest first.' })
  ensembles(
    @Ctx() context: Context,
    @Args(() => EnsemblesArgs) { dataset, method, ...page }: EnsemblesArgs,
  ): Promise<EnsembleConnection> {
    return pageOfEnsembles(context, page, { dataset: dataset ?? undefined, method: method ?? undefined });
  }

  @Query(() => Ensemble, {
    nullable: true,
    description:
      'An ensemble by its id, by the UUID the command prints, or by the beginning of one (4 characters or more); null when unknown.',
  })
  async ensemble(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the ensemble.' }) id: string,
  ): Promise<Ensemble | null> {
    const key = await ensembleKeyOrNull(context, id, 'id');
    return key === null ? null : findEnsemble(context, key);
  }

  @FieldResolver(() => Dataset, { description: 'The dataset its encoders are trained on.' })
  dataset(@Ctx() context: Context, @Root() ensemble: Ensemble): Promise<Dataset | null> {
    return findDataset(context, ensemble.datasetKey);
  }

  @FieldResolver(() => Method, { description: 'The method its encoders are trained by.' })
  method(@Root() ensemble: Ensemble): Method {
    return toMethod(ensemble.methodKey);
  }

  @FieldResolver(() => [Run], {
    description:
      'The newest runs that measure it, the newest first. All of them: `runs(ensemble)`, page by page.',
  })
  runs(
    @Ctx() context: Context,
    @Root() ensemble: Ensemble,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many at most, 1–100.' })
    first?: number | null,
  ): Promise<Run[]> {
    return runsOfEnsemble(context, ensemble.key, first);
  }
}

@Resolver(() => EnsembleConnection)
export class EnsembleConnectionResolver {
  @FieldResolver(() => Int, {
    description: 'Number of ensembles in all pages; counted only when asked for.',
  })
  totalCount(@Ctx() context: Context, @Root() { filter }: EnsembleConnection): Promise<number> {
    return countEnsembles(context, filter);
  }
}

@Resolver(() => Run)
export class RunEnsembleResolver {
  @FieldResolver(() => Ensemble, { description: 'The ensemble that it measures.' })
  ensemble(@Ctx() context: Context, @Root() run: Run): Promise<Ensemble | null> {
    return findEnsemble(context, run.ensembleKey);
  }
}
