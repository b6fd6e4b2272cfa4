import { isMeasureKey, measureDefinitions } from '@engram/core';
import type { SSRData } from '@urql/core';
import { cache } from 'react';
import type { ResultOf } from '../../graphql/graphql.ts';
import { pageRequest, prefetch, type PageRequest } from '../../graphql/prefetch.ts';
import { hasRange, parseRunState, toScoresVariables, type RunState } from '../../address/url-state.ts';
import { isAlignment } from '../../messages/effect-message.ts';
import { ClassAlignmentDocument, ClassSummariesDocument, classVariables } from '../scores/class-documents.ts';
import {
  ClassesWithinDocument,
  classesWithinVariables,
  RangeNumbersDocument,
  rangeNumbersVariables,
} from '../scores/range-documents.ts';
import { ScoresDocument, scoresPageSize } from '../scores/scores-document.ts';
import { EnsembleDocument, ensembleVariables } from './ensemble/ensemble-document.ts';
import { EncodersDocument, encodersShown } from './training/encoders-document.ts';
import { FindingsDocument, findingsVariables } from './findings/findings-document.ts';
import { LayerRunsDocument, layerRunsVariables } from './findings/layer-runs-document.ts';
import { classHistogram, HistogramDocument, histogramBins } from './results/histogram-document.ts';
import { MeanAlignmentDocument, meanAlignmentVariables } from './results/mean-alignment-document.ts';
import { MemorizedDocument, memorizedVariables } from './results/memorized-document.ts';
import { NotPositiveDocument, notPositiveVariables } from './results/not-positive-document.ts';
import { RunDocument } from './run-document.ts';

export interface LoadedRun {
  ssr: SSRData;
  /** null when the API did not say. */
  name: string | null;
  /** Whether the API answered that there is no such run. */
  isUnknown: boolean;
}

/** Asks for all that the page of a run shows at first, once a page: title and page share an answer. `search` is that of its address. */
export const loadRun = cache(async (id: string, search: string): Promise<LoadedRun> => {
  const state = parseRunState(new URLSearchParams(search));
  const { ssr: known, run, isUnknown } = await loadRunAlone(id);
  if (!run) return { ssr: known, name: null, isUnknown };
  const training = pageRequest(EncodersDocument, { id, first: encodersShown });
  const ensemble = pageRequest(EnsembleDocument, ensembleVariables(id));
  const rest = await prefetch([
    training,
    ensemble,
    ...(run.summary ? [...findingRequests(id, run), ...scoreRequests(id, state, run.measure)] : []),
  ]);
  return { ssr: { ...known, ...rest }, name: run.name, isUnknown: false };
});

/** The run itself, once a page, for pages that ask for other things of it. */
export const loadRunAlone = cache(
  async (id: string): Promise<{ ssr: SSRData; run: RunResult['run']; isUnknown: boolean }> => {
    const ssr = await prefetch([pageRequest(RunDocument, { id })]);
    const run = runOf(ssr);
    return { ssr, run, isUnknown: !run && saysUnknown(ssr) };
  },
);

function findingRequests(id: string, run: NonNullable<RunResult['run']>): PageRequest[] {
  return [
    pageRequest(FindingsDocument, findingsVariables(id)),
    ...(isMeasureKey(run.measure) && measureDefinitions[run.measure].flattensLayers
      ? [pageRequest(LayerRunsDocument, layerRunsVariables(run.dataset.slug))]
      : []),
  ];
}

function scoreRequests(id: string, state: RunState, measure: string | null): PageRequest[] {
  return [
    pageRequest(HistogramDocument, { filter: { run: id }, bins: histogramBins }),
    ...(state.classes.length > 0
      ? [
          pageRequest(HistogramDocument, classHistogram(id, state)),
          ...(hasRange(state) ? [] : [pageRequest(NotPositiveDocument, notPositiveVariables(id, state))]),
        ]
      : []),
    ...(hasRange(state)
      ? [
          pageRequest(RangeNumbersDocument, rangeNumbersVariables(id, state)),
          pageRequest(ClassesWithinDocument, classesWithinVariables(id, state, state.atypicalBy)),
        ]
      : []),
    pageRequest(MeanAlignmentDocument, meanAlignmentVariables(id, state)),
    pageRequest(MemorizedDocument, memorizedVariables(id, state)),
    pageRequest(ClassSummariesDocument, classVariables(id, state.atypicalBy)),
    ...(isAlignment(measure) ? [pageRequest(ClassAlignmentDocument, { run: id })] : []),
    pageRequest(ScoresDocument, toScoresVariables(id, state, scoresPageSize)),
  ];
}

type RunResult = ResultOf<typeof RunDocument>;

function runOf(ssr: SSRData): RunResult['run'] {
  const [entry] = Object.values(ssr);
  return entry?.data ? (JSON.parse(entry.data) as RunResult).run : null;
}

/** The API says so by null, or, for an id that is no id, by an error. */
function saysUnknown(ssr: SSRData): boolean {
  const [entry] = Object.values(ssr);
  if (!entry) return false;
  if (!entry.error) return entry.data !== undefined;
  return entry.error.graphQLErrors.some(
    (error) =>
      typeof error !== 'string' && ['NOT_FOUND', 'INVALID_ARGUMENT'].includes(String(error.extensions?.code)),
  );
}
