import { DomainError } from '@engram/core';
import { notesRevision } from '@engram/store';
import type { Context } from '../context.ts';
import { datapointKey } from '../global-id.ts';
import { watchChanges } from '../watch-changes.ts';
import type { NotesChange } from './notes-change.type.ts';

/**
 * The revision of notes, now and whenever it changes, for as long as somebody reads.
 * @param datapoint whose notes; null for the newest comments of all datapoints
 * @throws ArgumentError when the id names something else; DomainError NOT_FOUND
 */
export function watchNotes(
  { store, signal }: Context,
  datapoint: string | null,
): AsyncGenerator<NotesChange> {
  const key = datapoint === null ? null : datapointKey(datapoint, 'datapoint');
  return watchChanges(async () => {
    const revision = key
      ? await notesRevision.ofDatapoint(store, key)
      : await notesRevision.ofNewestComments(store);
    if (revision === null) throw new DomainError('NOT_FOUND', `Datapoint ${key?.index} is not stored here.`);
    return { value: { revision } };
  }, signal);
}
