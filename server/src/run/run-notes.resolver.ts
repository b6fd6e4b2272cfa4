import { Arg, Ctx, Extensions, ID, Mutation, Query, Resolver } from 'type-graphql';
import { annotates } from '../access/needed-scope.ts';
import type { Context } from '../context.ts';
import { runKeyOf } from './run-key.ts';
import { changeRunTags, countRunTags, renameRun, setRunArchived } from './run-management.service.ts';
import { RunPayload, RunTagCount } from './run-payload.type.ts';

/** What people say of a run: it determines nothing, and whoever may annotate may change it. */
@Resolver()
export class RunNotesResolver {
  @Query(() => [RunTagCount], { description: 'The tags of runs, the most frequent first.' })
  runTags(@Ctx() context: Context): Promise<RunTagCount[]> {
    return countRunTags(context);
  }

  @Extensions(annotates)
  @Mutation(() => RunPayload, {
    description:
      'Gives a run another name. The name determines nothing: hashes and scores stay as they are. Needs the scope annotate.',
  })
  async renameRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
    @Arg('name', () => String, { description: 'Name of 1 to 200 characters.' }) name: string,
  ): Promise<RunPayload> {
    return { run: await renameRun(context, await runKeyOf(context, id, 'id'), name) };
  }

  @Extensions(annotates)
  @Mutation(() => RunPayload, {
    description:
      'Leaves a run out of lists, or puts it back. Scores, links and snapshots stay as they are. Needs the scope annotate.',
  })
  async archiveRun(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
    @Arg('archived', () => Boolean, {
      defaultValue: true,
      description: 'Whether it is archived; false puts it back.',
    })
    archived: boolean,
  ): Promise<RunPayload> {
    return { run: await setRunArchived(context, await runKeyOf(context, id, 'id'), archived) };
  }

  @Extensions(annotates)
  @Mutation(() => RunPayload, {
    description: 'Puts tags on a run; those that are there stay. Needs the scope annotate.',
  })
  async addRunTags(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
    @Arg('tags', () => [String], { description: 'Tags; they are trimmed and put in lower case.' })
    tags: string[],
  ): Promise<RunPayload> {
    return { run: await changeRunTags(context, await runKeyOf(context, id, 'id'), tags, 'addTags') };
  }

  @Extensions(annotates)
  @Mutation(() => RunPayload, { description: 'Takes tags off a run. Needs the scope annotate.' })
  async removeRunTags(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) id: string,
    @Arg('tags', () => [String], { description: 'Tags to take off.' }) tags: string[],
  ): Promise<RunPayload> {
    return { run: await changeRunTags(context, await runKeyOf(context, id, 'id'), tags, 'removeTags') };
  }
}
