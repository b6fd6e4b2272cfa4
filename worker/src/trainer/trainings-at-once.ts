/** How many encoders one process trains at the same time, their steps in one graph: as many as were asked for, or as pay here. */
import { Meeting } from '../pipeline/meeting.ts';

/** Encoders in one graph; `auto`: as many as were measured to pay. */
export type EncodersAtOnce = number | 'auto';
/** What `auto` tries at most: memory grows with it. */
export const mostAtOnce = 8;
/** What twice as many encoders must gain, in views a second. */
const leastGain = 1.1;

interface Ensemble {
  limit: number;
  meeting: Meeting | undefined;
  active: number;
  readonly waiting: (() => void)[];
}

/**
 * Doubles the number of encoders while that pays.
 * @param stepMs what a step of so many encoders takes; null where the device cannot, for want of memory
 */
export async function chooseAtOnce(stepMs: (count: number) => Promise<number | null>): Promise<number> {
  let best = 1;
  let rate = 1 / ((await stepMs(1)) ?? Infinity);
  for (let count = 2; count <= mostAtOnce; count *= 2) {
    const ms = await stepMs(count);
    if (ms === null || count / ms < leastGain * rate) break;
    [best, rate] = [count, count / ms];
  }
  return best;
}

/** The trainings of one process; each ensemble has a number of its own. */
export class TrainingsAtOnce {
  private readonly ensembles = new Map<string, Promise<Ensemble>>();

  constructor(private readonly setting: EncodersAtOnce) {}

  /**
   * Trains as soon as fewer encoders of the ensemble train than pay.
   * @param choose measures how many; asked once an ensemble, by `auto`
   */
  async run<T>(
    ensembleKey: string,
    choose: () => Promise<number>,
    train: (meeting: Meeting | undefined) => Promise<T>,
  ): Promise<T> {
    const ensemble = await this.ensembleOf(ensembleKey, choose);
    while (ensemble.active >= ensemble.limit)
      await new Promise<void>((resolve) => ensemble.waiting.push(resolve));
    ensemble.active += 1;
    try {
      return await train(ensemble.meeting);
    } finally {
      ensemble.active -= 1;
      ensemble.waiting.shift()?.();
    }
  }

  private ensembleOf(key: string, choose: () => Promise<number>): Promise<Ensemble> {
    const known = this.ensembles.get(key);
    if (known) return known;
    const made = this.limitOf(choose).then((limit) => {
      const meeting = limit > 1 ? new Meeting(limit) : undefined;
      return { limit, meeting, active: 0, waiting: [] };
    });
    this.ensembles.set(key, made);
    // What failed is measured anew by the next.
    made.catch(() => this.ensembles.delete(key));
    return made;
  }

  private limitOf = (choose: () => Promise<number>): Promise<number> =>
    this.setting === 'auto' ? choose() : Promise.resolve(this.setting);
}
