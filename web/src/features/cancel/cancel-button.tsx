import { useState } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { useReader } from '../../session/reader.tsx';
import notes from '../notes/notes.module.css';
import { useAnnotate } from '../notes/use-annotate.ts';
import { useAttempt } from '../notes/use-attempt.ts';
import { CancelExperimentDocument, CancelRunDocument } from './cancel-documents.ts';

const whatStays = {
  run: 'Encoders that are trained already are kept, so it can be resumed later.',
  experiment:
    'The runs that only it waits for stop too. Finished runs and encoders are kept, so it can be resumed later.',
};

interface Props {
  kind: 'run' | 'experiment';
  id: string;
  name: string;
}

/** Stops what is queued or under way, once its reader has confirmed it; nothing for who may not. */
export function CancelButton({ kind, id, name }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { attempt, isBusy, problem, setProblem } = useAttempt();
  const send = useAnnotate();
  if (!useReader().mayCancel) return null;
  const cancel = () =>
    kind === 'run' ? send(CancelRunDocument, { id }) : send(CancelExperimentDocument, { id });
  return (
    <div>
      <button
        type="button"
        aria-label={`Cancel the ${kind} ${name}`}
        onClick={() => {
          setProblem(null);
          setIsOpen(true);
        }}
      >
        Cancel the {kind}
      </button>
      {isOpen ? (
        <Dialog title={`Cancel ${name}?`} closed={() => setIsOpen(false)}>
          {(close) => (
            <>
              <p>{whatStays[kind]}</p>
              <button
                type="button"
                aria-disabled={isBusy}
                onClick={() => {
                  if (isBusy) return;
                  void attempt(cancel).then((isDone) => {
                    if (isDone) close();
                  });
                }}
              >
                Cancel the {kind}
              </button>
              <p className={notes.problem} role="alert">
                {problem}
              </p>
            </>
          )}
        </Dialog>
      ) : null}
    </div>
  );
}
