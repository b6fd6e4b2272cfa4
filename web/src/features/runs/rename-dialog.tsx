import { useState } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { useAnnotate } from '../notes/use-annotate.ts';
import { useAttempt } from '../notes/use-attempt.ts';
import notes from '../notes/notes.module.css';
import type { ListedRun } from './run-list-document.ts';
import { RenameRunDocument } from './run-notes-documents.ts';

interface Props {
  run: Pick<ListedRun, 'id' | 'name'>;
  changed: () => void;
  closed: () => void;
}

/** Another name for a run. */
export function RenameDialog({ run: { id, name }, changed, closed }: Props) {
  const [text, setText] = useState(name);
  const { attempt, isBusy, problem } = useAttempt();
  const annotate = useAnnotate();
  return (
    <Dialog title={`Rename ${name}`} closed={closed}>
      {(close) => (
        <form
          className={notes.field}
          onSubmit={(event) => {
            event.preventDefault();
            if (isBusy) return;
            void attempt(() => annotate(RenameRunDocument, { id, name: text })).then((isDone) => {
              if (!isDone) return;
              changed();
              close();
            });
          }}
        >
          <label>
            <span>Name</span>
            <input
              type="text"
              value={text}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <button type="submit">Rename</button>
          <p className={notes.problem} role="alert">
            {problem}
          </p>
        </form>
      )}
    </Dialog>
  );
}
