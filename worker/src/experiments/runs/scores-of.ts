import type { FinishedRun } from '../experiment.ts';

/** Scores of a run's datapoints by their positions, [N]; null where a datapoint has none. */
export function scoresOf({ scores, indices }: Pick<FinishedRun, 'scores' | 'indices'>): (number | null)[] {
  const known = new Float64Array(scores.positions.length);
  scores.into(new Float64Array(scores.groups).fill(1), known);
  const all = new Array<number | null>(indices.length).fill(null);
  scores.positions.forEach((position, i) => (all[position] = known[i]!));
  return all;
}

/** Positions of the datapoints that have a score, the most memorized first; of equal scores the earlier position. */
export function mostMemorizedFirst(run: Pick<FinishedRun, 'scores' | 'indices'>): number[] {
  const scores = scoresOf(run);
  return Array.from(scores.keys())
    .filter((position) => scores[position] !== null)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}
