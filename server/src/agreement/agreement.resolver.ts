import { Arg, Ctx, Extensions, Float, ID, Int, Query, Resolver } from 'type-graphql';
import { agreementWork, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { agreementOf } from './agreement.service.ts';
import { Agreement } from './agreement.type.ts';

@Resolver(() => Agreement)
export class AgreementResolver {
  @Extensions(works(agreementWork))
  @Query(() => Agreement, {
    description:
      'How far the rankings of 2 to 20 published runs of one dataset agree. Overlaps are counted anew from rankings kept since publication; rank correlations are computed when a pair is first asked for, and kept.',
  })
  agreement(
    @Ctx() context: Context,
    @Arg('runs', () => [ID], { description: 'Ids of the runs, 2 to 20.' }) runs: string[],
    @Arg('k', () => Int, {
      nullable: true,
      description: 'Size of the top, the same for all pairs; goes without `topPercent`.',
    })
    k?: number | null,
    @Arg('topPercent', () => Float, {
      nullable: true,
      description:
        'Size of the top in percent of the datapoints that the two runs of a pair share, rounded up, so that each pair has its own; 5 when `k` is left out too.',
    })
    topPercent?: number | null,
  ): Promise<Agreement> {
    return agreementOf(context, runs, k, topPercent);
  }
}
