'use client';

import { experimentFormats } from '@engram/core';
import { shortRunId } from '../../address/run-address.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { ExperimentStatusDocument } from './experiment-status-document.ts';
import { FileLinks } from './file-links.tsx';
import { ShareFigures } from './share-figures.tsx';

/** What an experiment found, as figures and as files, once it has found something. @param experiment UUID, or its beginning */
export function ShareExperiment({ experiment }: { experiment: string }) {
  const { data } = usePartQuery(ExperimentStatusDocument, { id: experiment });
  const found = data?.experiment;
  if (found?.status !== 'SUCCEEDED') return null;
  return (
    <>
      {found.runs.length > 0 ? <ShareFigures runs={found.runs.map((run) => run.id)} /> : null}
      <FileLinks
        formats={experimentFormats}
        path={`experiments/${shortRunId(found.id)}`}
        content="All claims and measurements"
      >
        All claims and measurements.
      </FileLinks>
    </>
  );
}
