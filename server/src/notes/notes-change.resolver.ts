import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../context.ts';
import { watchNotes, type FollowedNotes } from './notes-change.service.ts';
import { NotesChange } from './notes-change.type.ts';

@Resolver()
export class NotesChangeResolver {
  @Subscription(() => NotesChange, {
    description:
      'Says that notes have changed, once at the start and then after each change: ask for them again. Of one datapoint its tags and comments; of a dataset those of all its datapoints; without either those of all datasets.',
    subscribe: ({ args, context }: { args: FollowedNotes; context: Context }) => watchNotes(context, args),
  })
  notesChanged(
    @Root() change: NotesChange,
    @Arg('datapoint', () => ID, { nullable: true, description: 'Id of the datapoint.' })
    _datapoint?: string | null,
    @Arg('dataset', () => String, { nullable: true, description: 'Short name of the dataset.' })
    _dataset?: string | null,
  ): NotesChange {
    return change;
  }
}
