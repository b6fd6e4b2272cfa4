import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { experiments } from '@engram/store';
import type { Context } from '../context.ts';
import { findDatapoint } from '../datapoint/datapoint.service.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { findDataset } from '../dataset/dataset.service.ts';
import { Dataset } from '../dataset/dataset.type.ts';
import { findEnsemble } from '../ensemble/ensemble.service.ts';
import { Ensemble } from '../ensemble/ensemble.type.ts';
import { Run } from '../run/run.type.ts';
import { experimentKeyOrNull } from './experiment-key.ts';
import { ExperimentsArgs } from './experiment.input.ts';
import {
  countExperiments,
  experimentsOfEnsemble,
  findExperiment,
  pageOfExperiments,
  runsOfExperiment,
} from './experiment.service.ts';
import { Experiment, ExperimentConnection, Series, SeriesPoint, Statement } from './experiment.type.ts';

@Resolver(() => Experiment)
export class ExperimentResolver {
  @Query(() => ExperimentConnection, { description: 'Experiments, the newest first.' })
  experiments(
    @Ctx() context: Context,
    @Args(() => ExperimentsArgs) { kind, dataset, status, ...page }: ExperimentsArgs,
  ): Promise<ExperimentConnection> {
    return pageOfExperiments(context, page, {
      ...{ kind: kind ?? undefined, dataset: dataset ?? undefined, status: status ?? undefined },
    });
  }

  @Query(() => Experiment, {
    nullable: true,
    description:
      'An experiment by its id, by the UUID the command prints, or by the beginning of one (4 characters or more); null when unknown.',
  })
  async experiment(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the experiment.' }) id: string,
  ): Promise<Experiment | null> {
    const key = await experimentKeyOrNull(context, id, 'id');
    return key === null ? null : findExperiment(context, key);
  }

  @FieldResolver(() => [Dataset], { description: 'The datasets of its runs; none before it has named them.' })
  async datasets(@Ctx() context: Context, @Root() { key }: Experiment): Promise<Dataset[]> {
    const runs = await runsOfExperiment(context, key);
    const keys = [...new Set(runs.map(({ datasetKey }) => datasetKey))];
    const found = await Promise.all(keys.map((each) => findDataset(context, each)));
    return found.filter((dataset) => dataset !== null);
  }

  @FieldResolver(() => [Run], { description: 'The runs that it rests on.' })
  runs(@Ctx() context: Context, @Root() { key }: Experiment): Promise<Run[]> {
    return runsOfExperiment(context, key);
  }

  @FieldResolver(() => [Ensemble], { description: 'The ensembles that its runs measure.' })
  async ensembles(@Ctx() context: Context, @Root() { key }: Experiment): Promise<Ensemble[]> {
    const runs = await runsOfExperiment(context, key);
    const keys = [...new Set(runs.map(({ ensembleKey }) => ensembleKey))];
    const found = await Promise.all(keys.map((each) => findEnsemble(context, each)));
    return found.filter((ensemble) => ensemble !== null);
  }

  @FieldResolver(() => [Series], { description: 'What it found, to draw; empty until it has succeeded.' })
  series(@Ctx() { loaders }: Context, @Root() { key }: Experiment): Promise<Series[]> {
    return loaders.seriesOf.load(key) as unknown as Promise<Series[]>;
  }

  @FieldResolver(() => [Statement], {
    description: 'What it found, claim by claim; empty until it has succeeded.',
  })
  statements(@Ctx() { loaders }: Context, @Root() { key }: Experiment): Promise<Statement[]> {
    return loaders.statementsOf.load(key) as unknown as Promise<Statement[]>;
  }
}

@Resolver(() => SeriesPoint)
export class SeriesPointResolver {
  @FieldResolver(() => Datapoint, {
    nullable: true,
    description: 'The datapoint, in series with a point for each; null where a point is an aggregate.',
  })
  datapoint(@Ctx() context: Context, @Root() point: SeriesPoint): Promise<Datapoint | null> | null {
    const { datapoint } = point as unknown as experiments.StoredPoint;
    return datapoint ? findDatapoint(context, datapoint.datasetId, datapoint.index) : null;
  }
}

@Resolver(() => ExperimentConnection)
export class ExperimentConnectionResolver {
  @FieldResolver(() => Int, {
    description: 'Number of experiments in all pages; counted only when asked for.',
  })
  totalCount(@Ctx() context: Context, @Root() { filter }: ExperimentConnection): Promise<number> {
    return countExperiments(context, filter);
  }
}

@Resolver(() => Ensemble)
export class EnsembleExperimentsResolver {
  @FieldResolver(() => [Experiment], { description: 'The newest experiments that rest on it.' })
  experiments(
    @Ctx() context: Context,
    @Root() ensemble: Ensemble,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many at most, 1–100.' })
    first?: number | null,
  ): Promise<Experiment[]> {
    return experimentsOfEnsemble(context, ensemble.key, first);
  }
}
