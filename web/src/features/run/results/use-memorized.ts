'use client';

import { isFiltered, type RunState } from '../../../address/url-state.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { untestedMessage } from '../../../messages/fdr-messages.ts';
import { MemorizedDocument, memorizedVariables, type Memorized } from './memorized-document.ts';

/** How many datapoints are memorized, of what the filters leave. @param measure null where the scores were made elsewhere */
export function useMemorized(id: string, state: RunState, measure: string | null): Memorized {
  const { data, isStale } = usePartQuery(MemorizedDocument, memorizedVariables(id, state));
  const known = isStale ? undefined : data;
  return {
    count: known?.memorized.totalCount ?? null,
    tested: known?.tested.totalCount ?? null,
    isPart: isFiltered(state),
    reason: untestedMessage(measure),
  };
}
