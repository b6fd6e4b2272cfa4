'use client';

import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { parseCompareState } from '../../address/compare-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import { GraphqlPage } from '../../graphql/graphql-page.tsx';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { chooseRuns } from '../compare/choose-runs.ts';
import { ComparableRunsDocument } from '../compare/compare-documents.ts';
import tool from '../saved-views/saved-views.module.css';
import { CopyText } from './copy-text.tsx';
import { pageQuery } from './page-query.ts';
import { runsOfPage } from './runs-of-page.ts';
import { ShareExperiment } from './share-experiment.tsx';
import { ShareFiles } from './share-files.tsx';
import { ShareFigures } from './share-figures.tsx';
import { shareTexts } from './share-texts.ts';
import styles from './share.module.css';

/** The ways out of any page: its address, and what it shows as GraphQL, Python and files. @param apiAddress null where it is not known */
export function Share({ apiAddress }: { apiAddress: string | null }) {
  const [address, setAddress] = useState<string | null>(null);
  const path = usePathname();
  return (
    <>
      <button
        type="button"
        className={tool.open}
        aria-label="Share"
        aria-haspopup="dialog"
        // Read when it is opened: filters change the address without a visit.
        onClick={() => setAddress(window.location.href)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 12.5V3M6.5 6 10 2.8 13.5 6M6 9H4.5v8h11V9H14" />
        </svg>
        <span>Share</span>
      </button>
      {address === null ? null : (
        <Dialog title="Share this page" closed={() => setAddress(null)}>
          <div className={styles.ways}>
            <CopyText
              title="Address"
              hint="It holds all filters: whoever opens it sees the same. Others can open it only where they reach this server."
              text={address}
            />
            {/* It stands outside of pages, with a client of its own. */}
            <GraphqlPage ssr={{}}>
              <OtherWays path={path} address={address} apiAddress={apiAddress} />
            </GraphqlPage>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** What the page shows as figures, files, GraphQL and Python; nothing where it shows nothing of the API. */
function OtherWays({
  path,
  address,
  apiAddress,
}: {
  path: string;
  address: string;
  apiAddress: string | null;
}) {
  const { searchParams } = new URL(address);
  const chosen = useComparedRuns(path, searchParams);
  if (chosen === 'refused') return null;
  if (chosen === null) return <p role="status">Loading the runs that the page compares …</p>;
  const query = pageQuery(path, searchParams, chosen);
  if (query === null) return null;
  const runs = runsOfPage(query);
  return (
    <>
      {runs.length > 0 ? <ShareFigures runs={runs} /> : null}
      {query.run === null ? null : <ShareFiles run={query.run} isExplorer={path.endsWith('/explore')} />}
      {query.experiment === undefined ? null : <ShareExperiment experiment={query.experiment} />}
      {shareTexts(query, apiAddress).map((one) => (
        <CopyText key={one.title} {...one} />
      ))}
    </>
  );
}

/** Ids of the runs that the page of comparisons chooses, where its address names none; null before the answer. The dialog says why the API refused. */
function useComparedRuns(path: string, params: URLSearchParams): string[] | 'refused' | null {
  const state = parseCompareState(params);
  const pause = path !== '/compare' || state.runs.length > 0;
  const { data, isRefused } = usePartQuery(ComparableRunsDocument, { dataset: state.dataset }, { pause });
  if (pause) return [];
  if (isRefused) return 'refused';
  return data ? chooseRuns(data.runs.nodes, state).chosen.map(({ id }) => shortRunId(id)) : null;
}
