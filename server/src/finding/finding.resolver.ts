import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { MaybePromise } from '../batch.ts';
import type { Context } from '../context.ts';
import { findDatapoint } from '../datapoint/datapoint.service.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { works } from '../limits/field-work.ts';
import { existingRun } from '../run/run.service.ts';
import { Run } from '../run/run.type.ts';
import { correlationsOf, layersOf, unitsOf } from './finding.service.ts';
import { LayerScore, MeasureCorrelation, MemorizingUnit } from './finding.type.ts';

/** Statements beside the one that reads the run. */
const statement = 5;

@Resolver(() => Run)
export class RunFindingsResolver {
  @Extensions(works(statement))
  @FieldResolver(() => [LayerScore], {
    description:
      'The mean score of every layer, from the input on; empty unless `measure` is `layer-alignment`, and before scores are published.',
  })
  layers(@Ctx() context: Context, @Root() run: Run): Promise<LayerScore[]> {
    return layersOf(context, run);
  }

  @Extensions(works(statement))
  @FieldResolver(() => [MemorizingUnit], {
    description:
      'The most selective units over all encoders, the most selective first; of each encoder up to 256 are kept. Empty unless `measure` is `unit-activation`, and before scores are published.',
  })
  units(
    @Ctx() context: Context,
    @Root() run: Run,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many, 1–100.' })
    first?: number | null,
  ): Promise<MemorizingUnit[]> {
    return unitsOf(context, run, first ?? 20);
  }

  @Extensions(works(statement))
  @FieldResolver(() => [MeasureCorrelation], {
    description:
      'How its scores go together with those of runs of its ensemble that measure `alignment` or, for a run that does so, with those that measure something else; the strongest correlation first; computed when it is published, with up to 20 runs, fewer where there are more than 2,500 datapoints. For a proxy, the line of the run that measures `alignment` says how far it can stand for the score.',
  })
  correlations(@Ctx() context: Context, @Root() run: Run): Promise<MeasureCorrelation[]> {
    return correlationsOf(context, run);
  }
}

@Resolver(() => MemorizingUnit)
export class MemorizingUnitResolver {
  @FieldResolver(() => Datapoint, { description: 'The datapoint that drives it most.' })
  datapoint(
    @Ctx() context: Context,
    @Root() { datasetKey, index }: MemorizingUnit,
  ): MaybePromise<Datapoint | null> {
    return findDatapoint(context, datasetKey, index);
  }
}

@Resolver(() => MeasureCorrelation)
export class MeasureCorrelationResolver {
  @FieldResolver(() => Run, { description: 'The other run.' })
  run(@Ctx() context: Context, @Root() { runKey }: MeasureCorrelation): Promise<Run> {
    return existingRun(context, runKey);
  }
}
