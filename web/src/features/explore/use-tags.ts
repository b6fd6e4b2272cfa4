'use client';

import { useMemo } from 'react';
import { DatasetNotesDocument, type TagUse } from '../notes/notes-documents.ts';
import { useLiveNotes } from '../notes/use-live-notes.ts';
import { tagPositions, type TagPositions } from '../../columns/tag-column.ts';

export interface Tags {
  /** Of the dataset, the most frequent first; undefined while they are on their way. */
  uses: readonly TagUse[] | undefined;
  /** Where they stand in the run; null while tags or columns are on their way. */
  positions: TagPositions | null;
  /** Whether they could not be had. */
  hasFailed: boolean;
  /** Indices of the datapoints with a comment, ascending; undefined while they are on their way. */
  commented: readonly number[] | undefined;
  /** Asks for them again. */
  refresh: () => void;
}

/** Tags and comments of the dataset as they are now. @param index [N] indices of the run's datapoints; undefined while they are on their way */
export function useTags(dataset: string, index: Int32Array | undefined): Tags {
  const { data, error, retry } = useLiveNotes(DatasetNotesDocument, { dataset }, { dataset });
  const uses = data?.tags;
  const positions = useMemo(() => (uses && index ? tagPositions(uses, index) : null), [uses, index]);
  const commented = data?.commentedDatapoints;
  return { uses, positions, commented, hasFailed: Boolean(error), refresh: retry };
}
