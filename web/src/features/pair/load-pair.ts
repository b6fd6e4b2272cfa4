import type { SSRData } from '@urql/core';
import { cache } from 'react';
import { parsePairState } from '../../address/pair-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import { withLabels } from '../../messages/run-labels.ts';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import { disagreementVariables, pairVariables } from './pair-variables.ts';
import {
  ClassDifferencesDocument,
  DisagreementsDocument,
  PairDocument,
  type PairData,
} from './pair-documents.ts';

export interface LoadedPair {
  ssr: SSRData;
  /** null when the API did not say. */
  title: string | null;
  /** Whether the API answered that one of the runs does not exist. */
  isUnknown: boolean;
}

/** Asks for all that the page of two runs shows at first, once a page: title and page share an answer. `search` is that of its address. */
export const loadPair = cache(async (a: string, b: string, search: string): Promise<LoadedPair> => {
  const state = parsePairState(new URLSearchParams(search));
  const known = await prefetch([pageRequest(PairDocument, pairVariables(a, b, state))]);
  const [data] = dataOf(known) as PairData[];
  const cell = data?.agreement?.cells[0];
  if (!data?.a || !data.b || !cell) return { ssr: known, title: null, isUnknown: saysNotFound(known) };
  const ids = { a: shortRunId(data.a.id), b: shortRunId(data.b.id) };
  const comparable = cell.differingKeys.length === 0;
  const rest = await prefetch([
    pageRequest(DisagreementsDocument, disagreementVariables(ids, state)),
    pageRequest(ClassDifferencesDocument, { ...ids, comparable }),
  ]);
  return {
    ssr: { ...known, ...rest },
    title: withLabels([data.a, data.b])
      .map(({ name }) => name)
      .join(' and '),
    isUnknown: false,
  };
});

const saysNotFound = (ssr: SSRData): boolean =>
  Object.values(ssr)
    .flatMap(({ error }) => error?.graphQLErrors ?? [])
    .some((error) => typeof error !== 'string' && error.extensions?.code === 'NOT_FOUND');
