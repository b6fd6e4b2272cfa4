import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { curvesWork, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { Run } from '../run/run.type.ts';
import { encodersOf } from './encoder.service.ts';
import { Encoder } from './encoder.type.ts';

@Resolver(() => Run)
export class RunEncodersResolver {
  @Extensions(works(curvesWork))
  @FieldResolver(() => [Encoder], {
    description: 'Its encoders whose training has finished, by index; never more than `encoderCount`.',
  })
  encoders(
    @Ctx() context: Context,
    @Root() run: Run,
    @Arg('first', () => Int, { nullable: true, defaultValue: 100, description: 'How many at most, 1–100.' })
    first?: number | null,
  ): Promise<Encoder[]> {
    return encodersOf(context, run.key, first);
  }
}
