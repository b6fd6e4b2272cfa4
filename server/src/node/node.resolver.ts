import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { findNode, findNodes } from './node.service.ts';
import { Node } from './node.type.ts';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its global id; null when it is not there any more.',
  })
  node(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Global id.' }) id: string,
  ): Promise<Node | null> {
    return findNode(context, id, 'id');
  }

  @Query(() => [Node], {
    nullable: 'items',
    description:
      'Up to 100 things by their global ids, in the order asked for, null where they are not there.',
  })
  nodes(
    @Ctx() context: Context,
    @Arg('ids', () => [ID], { description: 'Global ids, at most 100.' }) ids: string[],
  ): Promise<(Node | null)[]> {
    return findNodes(context, ids);
  }
}
