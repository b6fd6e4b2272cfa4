import type { SSRData } from '@urql/core';
import { cache } from 'react';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { ExperimentDocument } from '../experiments/found/experiments-document.ts';

export interface LoadedExperiment {
  ssr: SSRData;
  /** null when the API did not say. */
  name: string | null;
  /** Whether the API answered that there is no such experiment. An id that is none, or begins several, is an error of its own. */
  isUnknown: boolean;
}

/** Asks for an experiment, once a page: title and page share an answer. */
export const loadExperiment = cache(async (id: string): Promise<LoadedExperiment> => {
  const ssr = await prefetch([pageRequest(ExperimentDocument, { id })]);
  const [data] = dataOf(ssr) as ResultOf<typeof ExperimentDocument>[];
  const hasError = Object.values(ssr).some((entry) => entry.error);
  return { ssr, name: data?.experiment?.name ?? null, isUnknown: data?.experiment === null && !hasError };
});
