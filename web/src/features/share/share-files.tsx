'use client';

import { shortRunId } from '../../address/run-address.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { FileLinks } from './file-links.tsx';
import { RunStatusDocument } from './run-status-document.ts';

const formats = ['parquet', 'csv', 'json'];

interface Props {
  /** UUID, or its beginning. */
  run: string;
  /** Whether the page has a download of its own, of what it filters. */
  isExplorer: boolean;
}

/** All scores of a run as files, once it has some. */
export function ShareFiles({ run, isExplorer }: Props) {
  const { data } = usePartQuery(RunStatusDocument, { run });
  if (data?.run?.status !== 'SUCCEEDED') return null;
  return (
    <FileLinks formats={formats} path={shortRunId(data.run.id)} content="All scores">
      All scores of the run, without filters.
      {isExplorer ? ' “Download CSV” above the datapoints has those shown.' : ''}
    </FileLinks>
  );
}
