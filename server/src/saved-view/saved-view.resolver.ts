import { Arg, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { annotates } from '../access/needed-scope.ts';
import { RemovalPayload } from '../comment/comment.type.ts';
import type { Context } from '../context.ts';
import { listSavedViews, removeView, renameView, runNameOfView, saveView } from './saved-view.service.ts';
import { SavedView, SavedViewPayload } from './saved-view.type.ts';

@Resolver(() => SavedView)
export class SavedViewResolver {
  @Query(() => [SavedView], { description: 'All saved views, by name.' })
  savedViews(@Ctx() context: Context): Promise<SavedView[]> {
    return listSavedViews(context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Name of the run whose page or explorer it shows; null for other pages, and where the run is gone.',
  })
  runName(@Ctx() context: Context, @Root() view: SavedView): Promise<string | null> {
    return runNameOfView(context, view);
  }

  @Extensions(annotates)
  @Mutation(() => SavedViewPayload, {
    description:
      'Saves a page of the dashboard under a name that no other view has, unless that one is to be replaced. Needs the scope annotate.',
  })
  saveView(
    @Ctx() context: Context,
    @Arg('name', () => String, { description: 'Name of 1 to 80 characters.' }) name: string,
    @Arg('address', () => String, {
      description: 'Path and query of the page, such as /compare?dataset=mnist.',
    })
    address: string,
    @Arg('replace', () => Boolean, {
      defaultValue: false,
      description: 'Whether a view that has the name gives way to this one.',
    })
    replace: boolean,
  ): Promise<SavedViewPayload> {
    return saveView(context, name, address, replace);
  }

  @Extensions(annotates)
  @Mutation(() => SavedViewPayload, {
    description: 'Gives a saved view another name, which no other view has. Needs the scope annotate.',
  })
  renameView(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
    @Arg('name', () => String, { description: 'Name of 1 to 80 characters.' }) name: string,
  ): Promise<SavedViewPayload> {
    return renameView(context, id, name);
  }

  @Extensions(annotates)
  @Mutation(() => RemovalPayload, { description: 'Removes a saved view. Needs the scope annotate.' })
  removeView(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the view.' }) id: string,
  ): Promise<RemovalPayload> {
    return removeView(context, id);
  }
}
