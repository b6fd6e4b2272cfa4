import type { SSRData } from '@urql/core';
import type { CompareState } from '../../address/compare-state.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import { chooseRuns } from './choose-runs.ts';
import { AgreementDocument, ComparableRunsDocument } from './compare-documents.ts';

/** Asks for all that the matrix shows at first. */
export async function loadCompare(state: CompareState): Promise<SSRData> {
  const known = await prefetch([pageRequest(ComparableRunsDocument, { dataset: state.dataset })]);
  const [data] = dataOf(known) as ResultOf<typeof ComparableRunsDocument>[];
  const runs = data ? chooseRuns(data.runs.nodes, state).chosen.map((run) => run.id) : [];
  if (runs.length < 2) return known;
  return { ...known, ...(await prefetch([pageRequest(AgreementDocument, { runs, top: state.top })])) };
}
