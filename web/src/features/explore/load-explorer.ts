import type { SSRData } from '@urql/core';
import type { ExploreState } from '../../address/explore-state.ts';
import { pageRequest, prefetch } from '../../graphql/prefetch.ts';
import { loadRunAlone } from '../run/load-run.ts';
import { ExploreFacetsDocument, ExploreScoresDocument } from './explore-documents.ts';
import { firstScores } from './first-scores.ts';

/** Asks for what the explorer shows before the columns of the run are in the browser. */
export async function loadExplorer(
  id: string,
  state: ExploreState,
): Promise<{ ssr: SSRData; isUnknown: boolean }> {
  const { ssr, run, isUnknown } = await loadRunAlone(id);
  if (!run?.summary) return { ssr, isUnknown };
  const rest = await prefetch([
    pageRequest(ExploreFacetsDocument, { run: id, dataset: run.dataset.slug }),
    pageRequest(ExploreScoresDocument, firstScores(id, state)),
  ]);
  return { ssr: { ...ssr, ...rest }, isUnknown };
}
