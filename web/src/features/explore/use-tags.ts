'use client';

import { useMemo } from 'react';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { TagsDocument, type TagUse } from '../notes/notes-documents.ts';
import { tagPositions, type TagPositions } from '../../columns/tag-column.ts';

export interface Tags {
  /** Of the dataset, the most frequent first; undefined while they are on their way. */
  uses: readonly TagUse[] | undefined;
  /** Where they stand in the run; null while tags or columns are on their way. */
  positions: TagPositions | null;
  /** Whether they could not be had. */
  hasFailed: boolean;
  /** Asks for them again. */
  refresh: () => void;
}

/** @param index [N] indices of the run's datapoints; undefined while they are on their way */
export function useTags(dataset: string, index: Int32Array | undefined): Tags {
  const { data, error, retry } = useLiveQuery(TagsDocument, { dataset });
  const uses = data?.tags;
  const positions = useMemo(() => (uses && index ? tagPositions(uses, index) : null), [uses, index]);
  return { uses, positions, hasFailed: Boolean(error), refresh: retry };
}
