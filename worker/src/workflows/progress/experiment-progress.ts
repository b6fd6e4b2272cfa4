import { experiments, type RunRow, type Store } from '@engram/store';
import { measuringWork, trainingWork } from '../../experiments/cost/run-work.ts';

/** Shares of an experiment spent on its runs, without and with encoders that are asked something afterwards; what is left of 1 is concluding. */
const runsShare = { alone: 0.98, asked: 0.7 };
const examinedShare = 0.98;
/** No time to go is given before this much was seen. */
const leastFraction = 0.01;
const leastElapsedMs = 3_000;

/** The pace of an experiment's own work since it was first asked about: what an earlier attempt did is none of it. */
export class WorkPace {
  private startedMs = 0;
  private firstSeen: number | null = null;
  private atStart: number | null = null;

  /**
   * Seconds to go at the pace so far; null while too little is done to say.
   * @param done and total in one unit of work
   * @param slow what is done first and takes longer than the rest, which the pace begins after
   */
  etaSeconds(done: number, total: number, slow = 0): number | null {
    this.firstSeen ??= done;
    if (done - this.firstSeen < slow) return null;
    if (this.atStart === null) [this.atStart, this.startedMs] = [done, performance.now()];
    const own = done - this.atStart;
    const elapsedMs = performance.now() - this.startedMs;
    if (own <= 0 || own < leastFraction * total || elapsedMs < leastElapsedMs) return null;
    return ((total - done) * elapsedMs) / own / 1000;
  }
}

/**
 * Work of the runs of an experiment; that of each is computed once, since masks may have to be drawn for it. Runs that measure one ensemble in
 * several ways train it once: of all but the first, measuring alone is counted.
 */
export class RunWorks {
  private readonly known = new Map<string, number>();
  private readonly trained = new Set<string>();

  /** @param still work of runs that the experiment has not named yet */
  constructor(private readonly still = 0) {}

  total(current: readonly { run: WorkedRun }[]): { done: number; total: number } {
    let [done, total] = [0, this.still];
    for (const { run } of current) {
      const work = this.known.get(run.id) ?? this.workOf(run);
      this.known.set(run.id, work);
      total += work;
      done += work * (run.status === 'SUCCEEDED' ? 1 : run.fraction);
    }
    return { done, total };
  }

  private workOf({ ensembleId, config, encoderCount }: WorkedRun): number {
    const measuring = measuringWork(config, encoderCount);
    if (this.trained.has(ensembleId)) return measuring;
    this.trained.add(ensembleId);
    return measuring + trainingWork(config, encoderCount);
  }
}

export type WorkedRun = Pick<RunRow, 'id' | 'ensembleId' | 'config' | 'encoderCount' | 'status' | 'fraction'>;

/** What is watched of the runs of an experiment while it waits for them. */
export interface RunsWatch {
  pace: WorkPace;
  works: RunWorks;
  /** Whether their encoders are asked something afterwards, and the seconds that it will take, which may count as none. */
  asks: boolean;
  examining: number;
}

/** How far an experiment is while its runs are. */
export const runsFraction = ({ done, total }: { done: number; total: number }, asks: boolean): number =>
  total === 0 ? 0 : ((asks ? runsShare.asked : runsShare.alone) * done) / total;

/** How far it is while encoders are asked. */
export const examinedFraction = (done: number, total: number): number =>
  runsShare.asked + ((examinedShare - runsShare.asked) * done) / Math.max(1, total);

/** Tells how far the runs of an experiment are, weighed by the work that each takes. */
export async function reportRuns(
  store: Store,
  experimentId: string,
  current: readonly { run: RunRow }[],
  { pace, works, asks, examining }: RunsWatch,
): Promise<void> {
  const { done, total } = works.total(current);
  const finished = current.filter(({ run }) => run.status === 'SUCCEEDED').length;
  const toGo = pace.etaSeconds(done, total);
  await experiments.reportProgress(store, experimentId, {
    phase: 'runs',
    fraction: runsFraction({ done, total }, asks),
    etaSeconds: toGo === null ? null : toGo + examining,
    message: `${finished} of ${current.length} runs published`,
  });
}

/** Tells how many encoders of an experiment were asked what it asks. */
export const reportExamined = (
  store: Store,
  experimentId: string,
  o: { name: string; done: number; total: number; pace: WorkPace; processes: number },
): Promise<void> =>
  experiments.reportProgress(store, experimentId, {
    // The first encoder of each process also waits for what is read and computed once for all.
    ...{ phase: 'conclude', etaSeconds: o.pace.etaSeconds(o.done, o.total, o.processes) },
    fraction: examinedFraction(o.done, o.total),
    message: `examining ${o.name}: ${o.done} of ${o.total} encoders`,
  });
