import { Dialog } from '../../components/dialog/dialog.tsx';
import { formatAmount } from '../../format.ts';
import { shortRunId } from '../../address/run-address.ts';
import { messageOf } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import type { ListedRun } from './run-list-document.ts';
import { RunRemovalDocument } from './run-notes-documents.ts';
import { removalMessages } from './removal-messages.ts';

interface Props {
  run: Pick<ListedRun, 'id' | 'name'>;
  closed: () => void;
}

/**
 * What hangs on a run, and the command that deletes it. Pages delete nothing, so that no click takes scores away.
 */
export function DeleteDialog({ run: { id, name }, closed }: Props) {
  const { data, error } = useLiveQuery(RunRemovalDocument, { id });
  const removal = data?.run?.removal;
  const { consequences, hindrance } = removal
    ? removalMessages({ ...removal, status: data.run!.status })
    : { consequences: [], hindrance: null };
  return (
    <Dialog title={`Delete ${name}`} closed={closed}>
      {() =>
        removal ? (
          <>
            <p>With it {formatAmount(removal.scoreCount, 'score')} would go, for everybody.</p>
            {consequences.map((text) => (
              <p key={text}>{text}</p>
            ))}
            <p>
              {hindrance ?? 'Pages delete nothing. On the machine that holds the store, this command does:'}
            </p>
            {hindrance ? null : (
              <p>
                <code>npx engram run delete {shortRunId(id).slice(0, 8)} --yes</code>
              </p>
            )}
          </>
        ) : (
          <p role="status">
            {error ? messageOf(error) : data ? 'It is gone already.' : 'Loading what depends on it …'}
          </p>
        )
      }
    </Dialog>
  );
}
