import { createHash } from 'node:crypto';
import { DomainError } from '@engram/core';
import { notesRevision } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { knownDataset } from '../dataset/dataset.service.ts';
import { datapointKey } from '../global-id.ts';
import type { NotesChange } from './notes-change.type.ts';
import type { NotesRevisions } from './notes-watch.ts';

/** Whose notes: of one datapoint, of a dataset by its short name, or, without either, of all datasets. */
export interface FollowedNotes {
  datapoint?: string | null;
  dataset?: string | null;
}

interface Followed {
  /** What differs when the notes may have changed. */
  hint: (revisions: NotesRevisions) => string;
  /** What differs when they have. */
  read: (hint: string) => Promise<string>;
}

/**
 * The revision of notes, now and whenever it changes, for as long as somebody reads.
 * @throws ArgumentError when the id names something else; DomainError NOT_FOUND
 */
export async function watchNotes(
  context: Context,
  followed: FollowedNotes,
): Promise<AsyncGenerator<NotesChange>> {
  return changesOf(await follow(context, followed), context);
}

async function* changesOf({ hint, read }: Followed, { notes, signal }: Context): AsyncGenerator<NotesChange> {
  let before: string | undefined;
  let last: string | undefined;
  for (
    let revisions: NotesRevisions | null = await notes.now();
    revisions && !signal?.aborted;
    revisions = await notes.next(signal)
  ) {
    const now = hint(revisions);
    if (now === before) continue;
    before = now;
    const revision = await read(now);
    if (revision !== last) yield { revision };
    last = revision;
  }
}

async function follow(context: Context, { datapoint, dataset }: FollowedNotes): Promise<Followed> {
  const { store } = context;
  if (datapoint && dataset)
    throw new ArgumentError('dataset', "Give 'datapoint' or 'dataset', not both: a datapoint has its own.");
  if (datapoint) {
    const key = datapointKey(datapoint, 'datapoint');
    return {
      hint: (revisions) => revisions.get(key.datasetId) ?? '0',
      read: async () => {
        const revision = await notesRevision.ofDatapoint(store, key);
        if (revision !== null) return revision;
        throw new DomainError('NOT_FOUND', `Datapoint ${key.index} is not stored here.`);
      },
    };
  }
  if (dataset) {
    const { id } = await knownDataset(store, dataset);
    return { hint: (revisions) => revisions.get(id) ?? '0', read: (hint) => Promise.resolve(hint) };
  }
  return {
    hint: (revisions) => [...revisions].join(';'),
    read: (hint) => Promise.resolve(createHash('sha256').update(hint).digest('hex')),
  };
}
