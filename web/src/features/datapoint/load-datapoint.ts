import type { SSRData } from '@urql/core';
import { cache } from 'react';
import { dataOf, pageRequest, prefetch } from '../../graphql/prefetch.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { DatapointNotesDocument } from '../notes/notes-documents.ts';
import { shortRunId } from '../../address/run-address.ts';
import { chosenScore } from './chosen-score.ts';
import {
  DatapointDocument,
  DatapointNeighboursDocument,
  DatapointViewsDocument,
  EncoderValuesDocument,
  neighboursShown,
} from './datapoint-documents.ts';

import { RankStepsDocument, rankedScore, rankStepsVariables } from './steps/rank-steps-document.ts';
import { restsOnViews } from '../../messages/measure-labels.ts';
import { DatapointMeasuresDocument } from './measures/measures-document.ts';

export interface LoadedDatapoint {
  ssr: SSRData;
  title: string;
  /** Whether the API answered that there is no such datapoint. */
  isUnknown: boolean;
}

/** Asks for all that the page of a datapoint shows at first, once a page. */
export const loadDatapoint = cache(
  async (dataset: string, index: number, run: string | null): Promise<LoadedDatapoint> => {
    const known = await prefetch([pageRequest(DatapointDocument, { dataset, index })]);
    const [data] = dataOf(known) as ResultOf<typeof DatapointDocument>[];
    const title = `Datapoint ${index} of ${data?.datapoint?.dataset.name ?? dataset}`;
    const score = chosenScore(data?.datapoint?.scores ?? [], run);
    if (!data?.datapoint) return { ssr: known, title, isUnknown: data?.datapoint === null };
    const of = score && { dataset, index, run: shortRunId(score.run.id) };
    const ranked = score ? rankedScore(score) : null;
    const rest = await prefetch([
      pageRequest(DatapointNotesDocument, { id: data.datapoint.id }),
      ...(of
        ? [
            ...(restsOnViews(score.run.measure) ? [pageRequest(DatapointViewsDocument, of)] : []),
            ...(ranked ? [pageRequest(RankStepsDocument, rankStepsVariables(of.run, ranked))] : []),
            pageRequest(EncoderValuesDocument, of),
            pageRequest(DatapointMeasuresDocument, of),
            pageRequest(DatapointNeighboursDocument, { ...of, first: neighboursShown }),
          ]
        : []),
    ]);
    return { ssr: { ...known, ...rest }, title, isUnknown: false };
  },
);
