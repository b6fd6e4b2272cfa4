/** Proxies beside a score: the same encoders, measured otherwise. */
import { measureDefinitions, type MeasureKey, type RunConfig } from '@engram/core';
import type { FinishedRun } from '../experiment.ts';

/** The scoring of a run, by another measure. */
export const scoringBy = (
  { scoring }: Pick<RunConfig, 'scoring'>,
  measure: MeasureKey,
): RunConfig['scoring'] => ({
  ...scoring,
  measure,
});

/** [t][N] what each encoder of a run by a proxy gave, large where a datapoint is atypical. */
export const atypicalityRows = ({ alignments }: FinishedRun, proxy: MeasureKey): readonly Float64Array[] =>
  measureDefinitions[proxy].memorizedWhen === 'large'
    ? alignments
    : alignments.map((row) => row.map((value) => -value));
