import {
  invariant,
  runConfigSchema,
  type RunConfig,
  type RunConfigInput,
  type SeriesPoint,
} from '@engram/core';
import type { ExaminationKey, Examinations } from '../../pipeline/examinations/examination.ts';
import type { FinishedRun, FinishedRuns, NamedRun } from '../experiment.ts';

/** A run like the base of an experiment, with changes. */
export function namedRun(
  name: string,
  base: Omit<RunConfig, 'name'>,
  changes: Partial<RunConfigInput> = {},
): NamedRun {
  return { name, config: runConfigSchema.parse({ ...base, ...changes }) };
}

/** `1 epoch`, `8 epochs`. */
export const epochsOf = (count: number): string => (count === 1 ? '1 epoch' : `${count} epochs`);

/** A seed a repetition, from that of the base on. */
export const seedsOf = ({ run, seeds }: { run: { seed: number }; seeds: number }): number[] =>
  Array.from({ length: seeds }, (_, s) => run.seed + s);

/** The published run of this name. */
export function runOf(runs: FinishedRuns, name: string): FinishedRun {
  const run = runs.get(name);
  invariant(run, `an experiment concludes without its run '${name}'`);
  return run;
}

/** What was asked of each encoder of a run, [t]. */
export function examinationsOf<K extends ExaminationKey>(
  { examinations, alignments }: FinishedRun,
  key: K,
): Examinations[K][] {
  invariant(
    examinations.length === alignments.length && examinations.every((each) => each.key === key),
    `a run's encoders were not asked for ${key}`,
  );
  return examinations as Examinations[K][];
}

/** A datapoint of a run, as a point of a series names it. @param position 0 … N − 1 */
export const datapointAt = (
  { config, indices }: FinishedRun,
  position: number,
): SeriesPoint['datapoint'] => ({
  dataset: config.dataset,
  index: indices[position]!,
});
