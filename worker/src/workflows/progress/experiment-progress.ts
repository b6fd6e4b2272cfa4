import { experiments, type RunRow, type Store } from '@engram/store';
import { runWork } from '../../experiments/run-work.ts';

/** Share of an experiment spent on its runs; the rest is concluding. */
const runsShare = 0.98;
/** No time to go is given before this much was seen. */
const leastFraction = 0.01;
const leastElapsedMs = 3_000;

/** The pace of an experiment's own work in this wait. */
export class WorkPace {
  private readonly startedMs = performance.now();
  private atStart: number | null = null;

  /** Seconds to go at the pace so far; null while too little is done to say. @param done and total in one unit of work */
  etaSeconds(done: number, total: number): number | null {
    this.atStart ??= done;
    const own = done - this.atStart;
    const elapsedMs = performance.now() - this.startedMs;
    if (own < leastFraction * total || elapsedMs < leastElapsedMs) return null;
    return ((total - done) * elapsedMs) / own / 1000;
  }
}

/** Tells how far the runs of an experiment are, weighed by the work that each takes. */
export async function reportRuns(
  store: Store,
  experimentId: string,
  current: readonly { run: RunRow }[],
  pace: WorkPace,
): Promise<void> {
  let [done, total] = [0, 0];
  for (const { run } of current) {
    const work = runWork(run.config, run.encoderCount);
    total += work;
    done += work * (run.status === 'SUCCEEDED' ? 1 : run.fraction);
  }
  const finished = current.filter(({ run }) => run.status === 'SUCCEEDED').length;
  await experiments.reportProgress(store, experimentId, {
    phase: 'runs',
    fraction: total === 0 ? 0 : (runsShare * done) / total,
    etaSeconds: pace.etaSeconds(done, total),
    message: `${finished} of ${current.length} runs published`,
  });
}
