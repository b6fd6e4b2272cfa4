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

/** Work of the runs of an experiment; that of each is computed once, since masks may have to be drawn for it. */
export class RunWorks {
  private readonly known = new Map<string, number>();

  /** @param still work of runs that the experiment has not named yet */
  constructor(private readonly still = 0) {}

  total(current: readonly { run: RunRow }[]): { done: number; total: number } {
    let [done, total] = [0, this.still];
    for (const { run } of current) {
      const work = this.known.get(run.id) ?? runWork(run.config, run.encoderCount);
      this.known.set(run.id, work);
      total += work;
      done += work * (run.status === 'SUCCEEDED' ? 1 : run.fraction);
    }
    return { done, total };
  }
}

/** Tells how far the runs of an experiment are, weighed by the work that each takes. */
export async function reportRuns(
  store: Store,
  experimentId: string,
  current: readonly { run: RunRow }[],
  { pace, works }: { pace: WorkPace; works: RunWorks },
): Promise<void> {
  const { done, total } = works.total(current);
  const finished = current.filter(({ run }) => run.status === 'SUCCEEDED').length;
  await experiments.reportProgress(store, experimentId, {
    phase: 'runs',
    fraction: total === 0 ? 0 : (runsShare * done) / total,
    etaSeconds: pace.etaSeconds(done, total),
    message: `${finished} of ${current.length} runs published`,
  });
}
