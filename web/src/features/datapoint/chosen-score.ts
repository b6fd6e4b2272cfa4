import { shortRunId } from '../../address/run-address.ts';

interface OfRun {
  run: { id: string; summary: { spearmanBrown: number | null } | null };
}

/** The score in the run that the address names, or else in the most reliable run, of equals the newest; undefined when the named run has none. */
export function chosenScore<S extends OfRun>(scores: readonly S[], run: string | null): S | undefined {
  if (run !== null) return scores.find((score) => shortRunId(score.run.id) === run);
  const reliability = ({ run: { summary } }: S): number => summary?.spearmanBrown ?? -Infinity;
  return scores.reduce<S | undefined>(
    (best, score) => (best && reliability(best) > reliability(score) ? best : score),
    undefined,
  );
}
