import { shortRunId } from '../../address/run-address.ts';

interface OfRun {
  value: number | null;
  run: { id: string; isProxy: boolean; summary: { spearmanBrown: number | null } | null };
}

/**
 * The score in the run that the address names, or else in the most reliable run, of equals the newest; undefined when the named run
 * has none. Runs without a value for the datapoint, and proxies, which measure no memorization, are chosen only where there is no other.
 */
export function chosenScore<S extends OfRun>(scores: readonly S[], run: string | null): S | undefined {
  if (run !== null) return scores.find((score) => shortRunId(score.run.id) === run);
  return scores.reduce<S | undefined>(
    (best, score) => (best && isBetter(best, score) ? best : score),
    undefined,
  );
}

/** Whether the first has more of what counts, in the order in which it counts. */
function isBetter(a: OfRun, b: OfRun): boolean {
  const merits = ({ value, run }: OfRun): number[] => [
    Number(value !== null),
    Number(!run.isProxy),
    run.summary?.spearmanBrown ?? -Infinity,
  ];
  const others = merits(b);
  const differs = merits(a).findIndex((merit, at) => merit !== others[at]);
  return differs >= 0 && merits(a)[differs]! > others[differs]!;
}
