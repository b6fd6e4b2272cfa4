import type { ComponentProps } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { formatAmount } from '../../format.ts';
import { Failures } from '../../graphql/failures.tsx';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { TagEditor, type EditedTag } from '../notes/tag-editor.tsx';
import { useAnnotate } from '../notes/use-annotate.ts';
import { RunFacetsDocument, type ListedRun } from './run-list-document.ts';
import { AddRunTagsDocument, RemoveRunTagsDocument } from './run-notes-documents.ts';

interface Props {
  runs: readonly ListedRun[];
  changed: () => void;
  closed: () => void;
}

/** The tags of one or more runs, to be changed for all of them at once. */
export function RunTagDialog({ runs, changed, closed }: Props) {
  const annotate = useAnnotate();
  const change = async (
    document: typeof AddRunTagsDocument | typeof RemoveRunTagsDocument,
    tags: string[],
  ): Promise<string | null> => {
    for (const { id } of runs) {
      const problem = await annotate(document as typeof AddRunTagsDocument, { id, tags });
      if (problem !== null) return problem;
    }
    changed();
    return null;
  };
  const title =
    runs.length === 1 ? `Tags of ${runs[0]!.name}` : `Tags of ${formatAmount(runs.length, 'run')}`;
  return (
    <Dialog title={title} closed={closed}>
      {(close) => (
        // What fails in the dialog is said in it: the page behind is out of reach.
        <Failures>
          <RunTagEditor
            tags={tagsOf(runs)}
            total={runs.length}
            add={(names) => change(AddRunTagsDocument, names)}
            remove={(name) => change(RemoveRunTagsDocument, [name])}
            done={close}
          />
        </Failures>
      )}
    </Dialog>
  );
}

/** The editor, which suggests the tags that runs have. */
function RunTagEditor(props: Omit<ComponentProps<typeof TagEditor>, 'known' | 'noun'>) {
  const { data } = usePartQuery(RunFacetsDocument, {});
  return <TagEditor {...props} known={(data?.runTags ?? []).map(({ name }) => name)} noun="run" />;
}

/** Each tag with the number of these runs that have it. */
function tagsOf(runs: readonly Pick<ListedRun, 'tags'>[]): EditedTag[] {
  const counts = new Map<string, number>();
  for (const { tags } of runs) for (const name of tags) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count, mayChange: true }));
}
