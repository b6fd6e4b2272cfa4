import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { works } from '../limits/field-work.ts';
import { Run } from '../run/run.type.ts';
import { mapOf } from './representation-map.service.ts';
import { RepresentationMap } from './representation-map.type.ts';

/** A statement beside the one that reads the run. */
const statement = 5;

@Resolver(() => Run)
export class RunMapResolver {
  @Extensions(works(statement))
  @FieldResolver(() => RepresentationMap, {
    nullable: true,
    description:
      'Its representations on a plane; null where it has none: runs published before there were maps, imported scores and representations, runs that are not finished, and runs whose first encoder was not here when they were published.',
  })
  representationMap(@Ctx() context: Context, @Root() run: Run): Promise<RepresentationMap | null> {
    return mapOf(context, run);
  }
}
