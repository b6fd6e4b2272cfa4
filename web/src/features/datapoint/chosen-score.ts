import { shortRunId } from '../../address/run-address.ts';

interface OfRun {
  run: { id: string };
}

/** The score in the run that the address names, or in the newest run; undefined when the named run has none. */
export function chosenScore<S extends OfRun>(scores: readonly S[], run: string | null): S | undefined {
  return run === null ? scores.at(-1) : scores.find((score) => shortRunId(score.run.id) === run);
}
