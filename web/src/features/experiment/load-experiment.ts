import { isShortId } from '@engram/core';
import type { SSRData } from '@urql/core';
import { cache } from 'react';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { ExperimentDocument, type WholeExperiment } from '../experiments/found/experiments-document.ts';

export interface LoadedExperiment {
  ssr: SSRData;
  /** null when there is none, or the API did not say. */
  experiment: WholeExperiment | null;
  /** Whether the API answered that there is no such experiment, or that the id is none. */
  isUnknown: boolean;
  /** Why a short id names several; null otherwise. */
  problem: string | null;
}

/** Asks for an experiment, once a page: title and page share an answer. */
export const loadExperiment = cache(async (id: string): Promise<LoadedExperiment> => {
  const ssr = await prefetch([pageRequest(ExperimentDocument, { id })]);
  const [data] = dataOf(ssr) as ResultOf<typeof ExperimentDocument>[];
  const errors = Object.values(ssr).flatMap(({ error }) => error?.graphQLErrors ?? []);
  const refused = errors.find(
    (error) => typeof error !== 'string' && error.extensions?.code === 'INVALID_ARGUMENT',
  );
  return {
    ...{ ssr, experiment: data?.experiment ?? null },
    isUnknown:
      (data?.experiment === null && errors.length === 0) || (refused !== undefined && !isShortId(id)),
    problem: typeof refused === 'object' ? (refused.message ?? null) : null,
  };
});
