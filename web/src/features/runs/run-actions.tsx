import { useState } from 'react';
import { useMayAnnotate } from '../notes/annotator.tsx';
import { useAnnotate } from '../notes/use-annotate.ts';
import { useAttempt } from '../notes/use-attempt.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import type { ListedRun } from './run-list-document.ts';
import { ArchiveRunDocument } from './run-notes-documents.ts';
import { RunTagDialog } from './run-tag-dialog.tsx';
import styles from './run-list.module.css';

interface Props {
  /** Those that are ticked. */
  runs: readonly ListedRun[];
  /** When the list is to be read again. */
  changed: () => void;
}

/** What may be said of the runs that are ticked: their tags, a name, and whether lists show them; nothing for who may not annotate. */
export function RunActions({ runs, changed }: Props) {
  const [dialog, setDialog] = useState<'tags' | 'name' | 'delete' | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  if (!mayAnnotate) return null;
  const [only] = runs.length === 1 ? runs : [];
  const areArchived = runs.every(({ archivedAt }) => archivedAt !== null);
  const archive = async (): Promise<string | null> => {
    for (const { id } of runs) {
      const failed = await annotate(ArchiveRunDocument, { id, archived: !areArchived });
      if (failed !== null) return failed;
    }
    return null;
  };
  return (
    <>
      <button type="button" onClick={() => setDialog('tags')}>
        Tag
      </button>
      {only ? (
        <>
          <button type="button" onClick={() => setDialog('name')}>
            Rename
          </button>
          <button type="button" onClick={() => setDialog('delete')}>
            Delete
          </button>
        </>
      ) : null}
      <button
        type="button"
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) void attempt(archive).then(changed);
        }}
      >
        {areArchived ? 'Put back into lists' : 'Archive'}
      </button>
      {problem === null ? null : (
        <p role="alert" className={styles.bad}>
          {problem}
        </p>
      )}
      {dialog === 'tags' ? (
        <RunTagDialog runs={runs} changed={changed} closed={() => setDialog(null)} />
      ) : null}
      {dialog === 'delete' && only ? <DeleteDialog run={only} closed={() => setDialog(null)} /> : null}
      {dialog === 'name' && only ? (
        <RenameDialog run={only} changed={changed} closed={() => setDialog(null)} />
      ) : null}
    </>
  );
}
