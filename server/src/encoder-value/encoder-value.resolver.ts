import { Arg, Ctx, Extensions, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { Datapoint } from '../datapoint/datapoint.type.ts';
import { wholeRunCost, works } from '../limits/field-work.ts';
import { encoderValuesOf } from './encoder-value.service.ts';
import { EncoderValue } from './encoder-value.type.ts';

@Resolver(() => Datapoint)
export class DatapointEncoderValueResolver {
  @Extensions(works(wholeRunCost))
  @FieldResolver(() => [EncoderValue], {
    description:
      'What a finished run measured of it under each of its encoders, by their indices: the mean over those trained without it minus that over those trained with it is its score where small values mean memorized. Empty where the run keeps none, as for scores that were made elsewhere.',
  })
  encoderValues(
    @Ctx() context: Context,
    @Root() datapoint: Datapoint,
    @Arg('run', () => ID, { description: 'Id of the run whose encoders are meant.' }) run: string,
  ): Promise<EncoderValue[]> {
    return encoderValuesOf(context, datapoint, run);
  }
}
