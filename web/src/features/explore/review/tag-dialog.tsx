'use client';

import { useClient } from 'urql';
import { Dialog } from '../../../components/dialog/dialog.tsx';
import { formatAmount } from '../../../format.ts';
import { ReadOnlyMessage, useMayAnnotate } from '../../notes/annotator.tsx';
import { AddTagsDocument, DatapointIdsDocument, RemoveTagsDocument } from '../../notes/notes-documents.ts';
import { TagEditor } from '../../notes/tag-editor.tsx';
import { problemOf } from '../../notes/problem-of.ts';
import { useAnnotate } from '../../notes/use-annotate.ts';
import { countAmong } from '../../../columns/tag-column.ts';
import type { Tags } from '../use-tags.ts';

interface Props {
  dataset: string;
  /** Indices of the datapoints to be tagged. */
  indices: readonly number[];
  tags: Tags;
  closed: () => void;
}

/** The tags of one or more datapoints of the grid, to be changed for all of them at once. */
export function TagDialog({ dataset, indices, tags, closed }: Props) {
  const client = useClient();
  const annotate = useAnnotate();
  const mayAnnotate = useMayAnnotate();
  const change = async (way: 'add' | 'remove', names: string[]): Promise<string | null> => {
    // Asked for when they are needed: who types fast is not told to wait.
    const { data, error } = await client
      .query(DatapointIdsDocument, { dataset, indices: [...indices] })
      .toPromise();
    if (!data || error) return problemOf(error);
    const datapoints = data.datapoints.flatMap((one) => (one ? [one.id] : []));
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
          {mayAnnotate ? null : <ReadOnlyMessage />}
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
