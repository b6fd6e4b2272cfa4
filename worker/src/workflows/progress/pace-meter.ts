import type { Log } from '../log.ts';

/** How often the pace is written, and over which time it is taken. */
const intervalMs = 5_000;

/** How many views a second a worker trains on, over all of its trainers. */
export class PaceMeter {
  private views = 0;
  private written: number | null = null;
  private writing = false;

  constructor(
    private readonly write: (viewsPerSecond: number | null) => Promise<void>,
    private readonly log: Log,
  ) {}

  /** For one task: tell it how many views the task has trained on so far. One that begins again counts anew. */
  counter(): (viewsSoFar: number) => void {
    let counted = 0;
    return (viewsSoFar) => {
      this.views += viewsSoFar >= counted ? viewsSoFar - counted : viewsSoFar;
      counted = viewsSoFar;
    };
  }

  /** Writes the pace of every interval, unless it stays at nothing. */
  start(): { stop(): void } {
    let sinceMs = performance.now();
    const timer = setInterval(() => {
      const nowMs = performance.now();
      void this.tell((1000 * this.views) / (nowMs - sinceMs));
      this.views = 0;
      sinceMs = nowMs;
    }, intervalMs).unref();
    return { stop: () => clearInterval(timer) };
  }

  private async tell(rate: number): Promise<void> {
    const pace = rate === 0 ? null : rate;
    if (this.writing || (pace === null && this.written === null)) return;
    this.writing = true;
    try {
      await this.write(pace);
      this.written = pace;
    } catch (error) {
      this.log('pace not written', { error: String(error) });
    } finally {
      this.writing = false;
    }
  }
}
