import type { Exchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';

/** Types without an id: what they say belongs to where they stand. */
const embedded = [
  'Agreement',
  'AgreementCell',
  'Axis',
  'ClassDifference',
  'ClassSummary',
  'CommentConnection',
  'CommentEdge',
  'DatapointTag',
  'DatapointViews',
  'Disagreement',
  'Disagreements',
  'Encoder',
  'EncoderValue',
  'EnsembleConnection',
  'EnsembleEdge',
  'ExperimentConnection',
  'ExperimentEdge',
  'Histogram',
  'LayerScore',
  'MeanAlignment',
  'MeanInterval',
  'MeasureCorrelation',
  'MemorizingUnit',
  'Neighbour',
  'NotesChange',
  'PageInfo',
  'Policy',
  'PolicyOperation',
  'PolicyViews',
  'RepresentationMap',
  'RoleContrast',
  'RunConnection',
  'RunEdge',
  'RunProgress',
  'RunRemoval',
  'RunSummary',
  'RunTagCount',
  'ScoreConnection',
  'ScoreEdge',
  'Series',
  'SeriesPoint',
  'SnapshotAuthor',
  'Statement',
  'TagCount',
  'SnapshotFigure',
  'Viewer',
  'Worker',
  'WorkerJob',
];

/**
 * Keeps each run, datapoint, score once, by its global id: what one answer says of it, every place that shows it knows. A new
 * one a page, so that nothing outlives a visit.
 */
export const normalisedCache = (): Exchange =>
  cacheExchange({ keys: Object.fromEntries(embedded.map((type) => [type, () => null])) });
