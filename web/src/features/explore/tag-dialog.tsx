'use client';

import { Dialog } from '../../components/dialog.tsx';
import { formatAmount } from '../../format.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { ReadOnlyWords, useMayAnnotate } from '../notes/annotator.tsx';
import { AddTagsDocument, DatapointIdsDocument, RemoveTagsDocument } from '../notes/notes-documents.ts';
import { TagEditor } from '../notes/tag-editor.tsx';
import { useAnnotate } from '../notes/use-annotate.ts';
import { countAmong } from './tag-column.ts';
import type { Tags } from './use-tags.ts';

interface Props {
  dataset: string;
  /** Indices of the datapoints to be tagged. */
  indices: readonly number[];
  tags: Tags;
  closed: () => void;
}

/** The tags of one or more datapoints of the grid, to be changed for all of them at once. */
export function TagDialog({ dataset, indices, tags, closed }: Props) {
  const { data, error } = useLiveQuery(DatapointIdsDocument, { dataset, indices: [...indices] });
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const datapoints = (data?.datapoints ?? []).flatMap((one) => (one ? [one.id] : []));
  const change = async (way: 'add' | 'remove', names: string[]): Promise<string | null> => {
    if (datapoints.length === 0)
      return error
        ? 'The datapoints could not be found. Close this, and try again when the API answers.'
        : 'The datapoints are being looked up; try again in a moment.';
    const variables = { datapoints, tags: names };
    const problem = await (way === 'add'
      ? annotate(AddTagsDocument, variables)
      : annotate(RemoveTagsDocument, variables));
    if (problem === null) tags.refresh();
    return problem;
  };
  const [only] = indices;
  const title =
    indices.length === 1
      ? `Tags of datapoint ${only}`
      : `Tags of ${formatAmount(indices.length, 'datapoint')}`;
  return (
    <Dialog title={title} closed={closed}>
      {(close) => (
        <>
          {mayAnnotate ? null : <ReadOnlyWords />}
          <TagEditor
            tags={countAmong(tags.uses ?? [], indices)}
            total={indices.length}
            known={(tags.uses ?? []).map(({ name }) => name)}
            add={(names) => change('add', names)}
            remove={(name) => change('remove', [name])}
            done={close}
          />
        </>
      )}
    </Dialog>
  );
}
