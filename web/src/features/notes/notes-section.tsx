'use client';

import { useState } from 'react';
import { Trouble } from '../../components/callout/trouble.tsx';
import { KeysDialog } from '../../components/dialog/keys-dialog.tsx';
import page from '../../components/page.module.css';
import { useShortcuts } from '../../components/dialog/use-shortcuts.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import type { KeyMeaning } from '../../shortcuts.ts';
import { ReadOnlyMessage, useMayAnnotate } from './annotator.tsx';
import { Comments } from './comments.tsx';
import {
  AddTagsDocument,
  DatapointNotesDocument,
  RemoveTagsDocument,
  TagNamesDocument,
} from './notes-documents.ts';
import { TagEditor } from './tag-editor.tsx';
import { useAnnotate } from './use-annotate.ts';
import { useLiveNotes } from './use-live-notes.ts';
import styles from './notes.module.css';

interface Props {
  /** Id of the datapoint. */
  id: string;
  /** Short name of its dataset, whose tags are offered. */
  dataset: string;
}

const keys: readonly KeyMeaning[] = [
  { keys: ['t'], meaning: 'go to the tag field' },
  { keys: ['c'], meaning: 'go to the comment field' },
  { keys: ['?'], meaning: 'show this list' },
];

const goTo = (field: string) => () =>
  document.querySelector<HTMLElement>(`#notes-of-datapoint [data-field="${field}"]`)?.focus();

/** Tags and comments of one datapoint, to be read and changed. */
export function NotesSection({ id, dataset }: Props) {
  const { data, error, retry } = useLiveNotes(DatapointNotesDocument, { id }, { datapoint: id });
  const names = usePartQuery(TagNamesDocument, { dataset });
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const [areKeysShown, setAreKeysShown] = useState(false);
  useShortcuts({ t: goTo('tag'), c: goTo('comment'), '?': () => setAreKeysShown(true) });
  const notes = data?.node?.__typename === 'Datapoint' ? data.node : null;
  const after = (problem: string | null): string | null => {
    if (problem === null) {
      retry();
      names.retry();
    }
    return problem;
  };
  return (
    <section id="notes-of-datapoint" className={`${page.card} ${styles.notes}`} aria-labelledby="notes">
      <div className={styles.head}>
        <h2 id="notes">Notes</h2>
        <button type="button" onClick={() => setAreKeysShown(true)}>
          Keys <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
      <Trouble error={error} hasData={Boolean(notes)} />
      {mayAnnotate ? null : <ReadOnlyMessage />}
      {notes ? (
        <div className={styles.columns}>
          <div>
            <h3>Tags</h3>
            <TagEditor
              tags={notes.tagDetails.map((tag) => ({ ...tag, count: 1 }))}
              total={1}
              known={(names.data?.tags ?? []).map(({ name }) => name)}
              add={async (tags) => after(await annotate(AddTagsDocument, { datapoints: [id], tags }))}
              remove={async (name) =>
                after(await annotate(RemoveTagsDocument, { datapoints: [id], tags: [name] }))
              }
            />
          </div>
          <div>
            <h3>Comments</h3>
            <Comments id={id} comments={notes.comments} refresh={retry} />
          </div>
        </div>
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.space} role="status" aria-label="Loading the notes" />
      )}
      {areKeysShown ? <KeysDialog keys={keys} closed={() => setAreKeysShown(false)} /> : null}
    </section>
  );
}
